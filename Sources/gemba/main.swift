// The program: parse, compose, run.

import App

await RootCommand.launch()
