// What the files of `demarche lexicon` share.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"

namespace demarche {

/// Where the entries of a choice of sources stand: by kind and key, "FILE:LINE". Empty for a compiled lexicon.
using Places = std::map<std::pair<std::string, std::string>, std::string>;

/// The sources that a choice is compiled of: the built-in ones, then the user's.
Result<std::vector<SourceFile>> sources_of(const LexiconOptions& o);
Places places_of(const LexiconOptions& o);

/// "hold @talks", as the sources write a trigger.
std::string phrase_of(const Lexicon& lexicon, std::string_view head, const Trigger& trigger);
/// "agent, from".
std::string roles_of(std::span<const Role> roles);
/// "when patient @diplomat".
std::string condition_of(const Lexicon& lexicon, const Condition& condition);

int find_in_lexicon(const std::vector<std::string>& words, const LexiconOptions& o);
/// A sentence: how it is read, word by word; a CAMEO code or PLOVER type: the frames that give it.
int why_of_lexicon(const std::vector<std::string>& words, const LexiconOptions& o, const std::string& published);
int import_lexicon(const std::vector<std::string>& paths, const std::string& dialect, const std::string& folder);
int check_lexicon(const std::vector<std::string>& paths, bool without_builtin);

}  // namespace demarche
