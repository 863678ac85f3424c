namespace Glia.Cli.Help;

/// <summary>
/// What shells need to complete words of <c>glia</c>. They all ask the command itself, <c>glia "[suggest:POSITION]" LINE</c>, so that nothing here has to change when commands and
/// options do; where it knows nothing, they complete names of files.
/// </summary>
internal static class CompletionScripts
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    public static string Of(string shell) => shell switch
    {
        "bash" => """
            # Completion of glia for bash. Use: source <(glia completion bash)
            _glia() {
                local word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
                COMPREPLY=($(compgen -W "$(glia "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
            }
            complete -o default -F _glia glia

            """,
        "zsh" => """
            #compdef glia
            # Completion of glia for zsh. Use: source <(glia completion zsh)
            _glia() {
                local -a found
                found=("${(@f)$(glia "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                if [[ -n "${found[1]}" ]]; then compadd -a found; else _files; fi
            }
            compdef _glia glia

            """,
        "fish" => """
            # Completion of glia for fish. Use: glia completion fish | source
            complete -c glia -a '(glia "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'

            """,
        "pwsh" => """
            # Completion of glia for PowerShell. Use: glia completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName glia -ScriptBlock {
                param($word, $line, $position)
                glia "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """,
        _ => throw new UsageException($"There is no completion for '{shell}'; known are {string.Join(", ", Shells)}."),
    };
}
