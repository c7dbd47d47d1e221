"""The same batch function in this process, over local processes, or on a cluster."""
