package command

type AgentGenerateConfigCommand struct {
	leftOut
	*BaseCommand
}
