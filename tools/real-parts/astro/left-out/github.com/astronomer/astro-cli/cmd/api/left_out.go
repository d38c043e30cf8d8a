package api

import "github.com/spf13/cobra"

func NewAPICmd() *cobra.Command { return &cobra.Command{Use: "api", Short: "Left out of this build"} }
