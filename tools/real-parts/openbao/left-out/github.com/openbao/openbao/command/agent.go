package command

import "fmt"

// What is left out of this build.
type leftOut struct{}

func (leftOut) Synopsis() string { return "Left out of this build" }

func (leftOut) Help() string { return "Left out of this build" }

func (leftOut) Run([]string) int {
	fmt.Println("Left out of this build")
	return 1
}

type AgentCommand struct {
	leftOut
	*BaseCommand
	ShutdownCh, SighupCh chan struct{}
}
