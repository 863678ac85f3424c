using Glia.Cli;

return Entry.Run(args);
