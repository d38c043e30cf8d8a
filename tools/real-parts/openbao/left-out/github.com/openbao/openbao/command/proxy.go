package command

type ProxyCommand struct {
	leftOut
	*BaseCommand
	ShutdownCh, SighupCh chan struct{}
}
