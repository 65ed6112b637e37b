"""The world: mail servers, files, clocks, workers. The only rooms that open sockets and read disks."""
