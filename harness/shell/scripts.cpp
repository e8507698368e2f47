#include "harness/shell/scripts.hpp"

#include <map>

namespace breakwire::harness {

namespace {

/// To bash ':' and '=' end a word. Ours may hold them, so words are put together again, and of a
/// completion only what stands behind the last of them is handed back.
constexpr const char* bash =
    R"(# Completion of breakwire for bash; `breakwire completion bash` has written it.
_breakwire() {
    local left=${COMP_LINE:0:COMP_POINT} at part word about
    local -a words=()
    left=${left#*"${COMP_WORDS[0]}"}
    for ((at = 1; at <= COMP_CWORD; at++)); do
        part=${COMP_WORDS[at]}
        ((at == COMP_CWORD)) && part=${left#"${left%%[![:space:]]*}"}
        if [[ ${#words[@]} == 0 || $left == [[:space:]]* ]]; then
            words+=("$part")
        else
            words[-1]+=$part
        fi
        left=${left#*"$part"}
    done

    local quote=
    for at in "${!words[@]}"; do
        [[ ${words[at]} == [\"\']* ]] && quote=${words[at]:0:1} || quote=
        part=${words[at]#[\"\']}
        [[ $quote ]] && part=${part%"$quote"} || part=${part//\\/}
        words[at]=$part
    done
    local typed=${words[-1]}
    local kept=${typed%"${typed##*[:=]}"}
    [[ $quote ]] && kept=

    _breakwire_offer() {
        word=${1#"$kept"}
        [[ $quote ]] || printf -v word %q "$word"
        COMPREPLY+=("$word")
    }
    local paths=
    COMPREPLY=()
    while IFS= read -r about; do
        word=${about%%$'\t'*}
        if [[ $word ]]; then _breakwire_offer "$word"; else paths=${about#?}; fi
    done < <("${COMP_WORDS[0]}" complete "${COMP_WORDS[0]}" "${words[@]}" 2>/dev/null)
    if [[ $paths ]]; then
        local kind=-f
        [[ $paths == folders ]] && kind=-d
        while IFS= read -r word; do
            [[ -d $word ]] && word+=/
            _breakwire_offer "$kept$word"
        done < <(compgen "$kind" -- "${typed##*[:=]}")
    fi
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:=/] ]] && compopt -o nospace
    unset -f _breakwire_offer
}
complete -F _breakwire breakwire
)";

constexpr const char* zsh = R"(#compdef breakwire
# Completion of breakwire for zsh; `breakwire completion zsh` has written it.
_breakwire() {
    local line text kind
    local -a whole begun whole_about begun_about
    for line in "${(@f)$("$words[1]" complete "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        text=${line%%$'\t'*}
        if [[ -z $text ]]; then
            kind=${line#*$'\t'}
        elif [[ $text == *[:=/] ]]; then
            begun+=("$text")
            begun_about+=("$text  ${line#*$'\t'}")
        else
            whole+=("$text")
            whole_about+=("$text  ${line#*$'\t'}")
        fi
    done
    local -i found=1
    (($#whole)) && compadd -l -d whole_about -a whole && found=0
    (($#begun)) && compadd -S '' -l -d begun_about -a begun && found=0
    if [[ -n $kind ]]; then
        compset -P '*[:=]'
        [[ $kind == folders ]] && _files -/ || _files
        found=0
    fi
    return found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _breakwire "$@"
else
    compdef _breakwire breakwire
fi
)";

constexpr const char* fish =
    R"(# Completion of breakwire for fish; `breakwire completion fish` has written it.
function __breakwire_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct | string unescape --style=script 2>/dev/null; or commandline -ct)
    for line in ($words[1] complete $words "$typed" 2>/dev/null)
        switch $line
            case \tfiles
                __breakwire_paths __fish_complete_path "$typed"
            case \tfolders
                __breakwire_paths __fish_complete_directories "$typed"
            case '*'
                echo $line
        end
    end
end
function __breakwire_paths -a complete_with typed
    set -l kept (string match -r '^.*[:=]' -- $typed)
    for path in ($complete_with (string replace -r '^.*[:=]' '' -- $typed))
        echo "$kept$path"
    end
end
complete -c breakwire -f -a '(__breakwire_complete)'
)";

const std::map<std::string, const char*>& scripts() {
    static const std::map<std::string, const char*> all{
        {"bash", bash}, {"fish", fish}, {"zsh", zsh}};
    return all;
}

}  // namespace

std::vector<std::string> known_shells() {
    std::vector<std::string> names;
    for (const auto& [name, _] : scripts()) names.push_back(name);
    return names;
}

std::string completion_script(const std::string& shell) { return scripts().at(shell); }

}  // namespace breakwire::harness
