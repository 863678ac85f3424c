using Glia.Launcher;

return Choice.Run(args);
