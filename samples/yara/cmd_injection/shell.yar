rule ReverseShellPieces
{
    meta:
        description = "At least two of the pieces that reverse shells are made of"
        severity = "critical"
        action = "block"
    strings:
        $tcp = "/dev/tcp/"
        $nc = /\bnc(at)?\s+(-[a-z]+\s+)*-e\s/
        $dup = "os.dup2("
        $sock = "socket.socket("
        $bash = "bash -i"
    condition:
        2 of them
}
