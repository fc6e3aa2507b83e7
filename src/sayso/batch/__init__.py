"""Reading at volume: the same functions over many documents, in processes of their own and on many machines."""
