"""The subcommands of `tamrin`, one module each; they import what is heavy only when they run."""
