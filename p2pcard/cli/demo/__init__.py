"""Real meetings on this device, for show: a process and a vault for each person, real sockets on loopback."""
