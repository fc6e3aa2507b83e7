"""Many reports beside each other: copies, notices, incidents, tolls, disputes. Pure; any order gives the same."""
