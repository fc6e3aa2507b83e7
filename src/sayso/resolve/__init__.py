"""From words to things: who, where, when and how many."""
