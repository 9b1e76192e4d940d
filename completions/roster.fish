# fish completion for roster; what could stand there is said by roster itself

function __roster_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (roster help --complete -- $words 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path (commandline -ct)
            case :directories
                __fish_complete_directories (commandline -ct) ''
            case '*'
                printf '%s\n' $line
        end
    end
end

complete -c roster -f -a '(__roster_complete)'
for name in (roster help --complete -- roster '' 2>/dev/null | string replace -r '\t.*' '')
    complete -c roster-$name -f -a '(__roster_complete)'
end
