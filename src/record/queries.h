// Every constant statement of the record, by name. What depends on a question's terms is composed in conditions.cpp.
// A test prepares each of them against a fresh record.
#pragma once

#include <string_view>

namespace demarche::sql {

inline constexpr std::string_view kTables = "SELECT count(*) FROM sqlite_master";

// ---- articles and their readings ----

inline constexpr std::string_view kArticleByHash = "SELECT key FROM articles WHERE hash = ?";
inline constexpr std::string_view kLastOfUrl =
    "SELECT key, published, text FROM articles WHERE url = ? AND url <> '' ORDER BY key DESC LIMIT 1";
inline constexpr std::string_view kAddArticle =
    "INSERT INTO articles (hash, id, title, byline, source, url, published, published_basis, language, dateline, origin, first_seen, same_text_as, revises, text) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kArticlesOfBand = "SELECT article FROM bands WHERE band = ? ORDER BY article LIMIT 8";
inline constexpr std::string_view kAddBand = "INSERT OR IGNORE INTO bands (band, article) VALUES (?, ?)";
inline constexpr std::string_view kTextOf = "SELECT text, coalesce(same_text_as, key) FROM articles WHERE key = ?";
inline constexpr std::string_view kTwinOf = "SELECT coalesce(same_text_as, key) FROM articles WHERE key = ?";
inline constexpr std::string_view kOrigin = "SELECT key FROM origins WHERE name = ?";
inline constexpr std::string_view kAddOrigin = "INSERT INTO origins (name) VALUES (?)";
inline constexpr std::string_view kInputKnown = "SELECT 1 FROM inputs WHERE name = ? AND size = ? AND modified = ?";
inline constexpr std::string_view kAddInput =
    "INSERT OR REPLACE INTO inputs (name, size, modified, articles, failed, finished_at) VALUES (?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kVersions = "SELECT key FROM versions WHERE program = ? AND model = ? AND lexicon = ?";
inline constexpr std::string_view kAddVersions = "INSERT INTO versions (program, model, lexicon) VALUES (?, ?, ?)";
inline constexpr std::string_view kRetireReading = "UPDATE readings SET is_current = 0 WHERE article = ? AND is_current = 1";
inline constexpr std::string_view kAddReading =
    "INSERT INTO readings (article, versions, made_at, is_current, json) VALUES (?, ?, ?, 1, ?)";
inline constexpr std::string_view kCurrentReading =
    "SELECT r.json, a.text, a.hash FROM readings r JOIN articles a ON a.key = r.article WHERE r.article = ? AND r.is_current = 1";
inline constexpr std::string_view kArticlesToReread =
    "SELECT a.key, a.id, a.title, a.byline, a.source, a.url, a.published, a.published_basis, a.language, a.text FROM articles a "
    "WHERE a.key > ? AND (? OR NOT EXISTS (SELECT 1 FROM readings r JOIN versions v ON v.key = r.versions "
    "WHERE r.article = a.key AND r.is_current = 1 AND v.program = ? AND v.model = ? AND v.lexicon = ?)) ORDER BY a.key LIMIT ?";
inline constexpr std::string_view kCountToReread =
    "SELECT count(*) FROM articles a WHERE ? OR NOT EXISTS (SELECT 1 FROM readings r JOIN versions v ON v.key = r.versions "
    "WHERE r.article = a.key AND r.is_current = 1 AND v.program = ? AND v.model = ? AND v.lexicon = ?)";
inline constexpr std::string_view kReadingsOfArticle =
    "SELECT r.key, v.program, v.model, v.lexicon, r.made_at, r.is_current FROM readings r JOIN versions v ON v.key = r.versions WHERE r.article = ? ORDER BY r.key";
inline constexpr std::string_view kReadingByKey =
    "SELECT r.json, a.text, r.article FROM readings r JOIN articles a ON a.key = r.article WHERE r.key = ?";
inline constexpr std::string_view kArticlesWithEarlier =
    "SELECT DISTINCT article FROM readings WHERE is_current = 0 AND article > ? ORDER BY article LIMIT ?";
inline constexpr std::string_view kHashAndTwin = "SELECT hash, coalesce(same_text_as, key), first_seen FROM articles WHERE key = ?";
inline constexpr std::string_view kDropReadingOfVersions = "DELETE FROM readings WHERE article = ? AND versions = ?";
inline constexpr std::string_view kDropStatements = "DELETE FROM statements WHERE article = ?";
inline constexpr std::string_view kDropClaims = "DELETE FROM claims WHERE article = ?";
inline constexpr std::string_view kDropPostChanges = "DELETE FROM post_changes WHERE article = ?";
inline constexpr std::string_view kDropAppearances = "DELETE FROM appearances WHERE article = ?";
inline constexpr std::string_view kDropLinksOfArticle = "DELETE FROM links WHERE article = ?";
inline constexpr std::string_view kArticle =
    "SELECT a.key, a.id, a.title, a.byline, a.source, a.url, a.language, a.published, a.published_basis, a.first_seen, "
    "coalesce(a.same_text_as, 0), coalesce(a.revises, 0), (SELECT count(*) FROM tellings t WHERE t.article = a.key), substr(a.text, 1, 200) "
    "FROM articles a WHERE a.key = ?";

inline constexpr std::string_view kBegin = "BEGIN";
inline constexpr std::string_view kPages = "PRAGMA page_count";
inline constexpr std::string_view kPageSize = "PRAGMA page_size";

// ---- actors ----

inline constexpr std::string_view kActor = "SELECT key FROM actors WHERE kind = ? AND code = ? AND name = ?";
inline constexpr std::string_view kAddActor = "INSERT INTO actors (kind, code, name, country, sector) VALUES (?, ?, ?, ?, ?)";
inline constexpr std::string_view kAddAppearance =
    "INSERT INTO appearances (actor, article, role, mentions) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (actor, article) DO UPDATE SET mentions = mentions + excluded.mentions";

inline constexpr std::string_view kCodeKnown = "SELECT 1 FROM actors WHERE code = ? AND code <> '' LIMIT 1";
inline constexpr std::string_view kActorsNamed = "SELECT key, kind, code FROM actors WHERE name = ? ORDER BY key";

inline constexpr std::string_view kPartners =
    "SELECT code, sum(did), sum(suffered) FROM ("
    "SELECT target AS code, count(*) AS did, 0 AS suffered FROM dyads d WHERE source = ?1 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.key = d.event AND e.verdict = 'wrong') GROUP BY target "
    "UNION ALL SELECT source, 0, count(*) FROM sides s JOIN dyads d ON d.day = s.day AND d.event = s.event AND d.target = ?1 WHERE s.side = 't' AND s.code = ?1 "
    "AND NOT EXISTS (SELECT 1 FROM events e WHERE e.key = d.event AND e.verdict = 'wrong') GROUP BY source) "
    "WHERE code <> ?1 GROUP BY code ORDER BY sum(did) + sum(suffered) DESC, code LIMIT ?2";

// ---- events and tellings ----

inline constexpr std::string_view kCandidates =
    "SELECT e.key, e.day_from, e.day_to, e.day_basis, e.place, e.place_country, e.latitude, e.longitude, e.place_inferred, "
    "e.quantity, e.unit, e.quantity_more, t.words, coalesce(a.same_text_as, a.key), e.verdict "
    "FROM events e JOIN tellings t ON t.key = e.lead JOIN articles a ON a.key = t.article "
    "WHERE e.signature = ? AND e.day_from BETWEEN ? AND ? ORDER BY e.day_from DESC, e.key DESC LIMIT 64";
inline constexpr std::string_view kEventOfTwin =
    "SELECT t.event FROM tellings t JOIN articles a ON a.key = t.article "
    "WHERE t.event = ? AND coalesce(a.same_text_as, a.key) = ? LIMIT 1";
inline constexpr std::string_view kEventKnown = "SELECT 1 FROM events WHERE key = ?";
inline constexpr std::string_view kUidTaken = "SELECT 1 FROM events WHERE uid = ?";
inline constexpr std::string_view kAddEvent =
    "INSERT INTO events (uid, signature, type, cameo, measure, mode, context, goldstein, status, day_from, day_to, day_basis, place, place_country, latitude, "
    "longitude, place_inferred, quantity, unit, quantity_more, confidence, reports, sources, texts, source_codes, target_codes, first_seen, first_published, last_published, lead, changed, verdict, key) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kSetEvent =
    "UPDATE events SET signature = ?, type = ?, cameo = ?, measure = ?, mode = ?, context = ?, goldstein = ?, status = ?, day_from = ?, day_to = ?, "
    "day_basis = ?, place = ?, place_country = ?, latitude = ?, longitude = ?, place_inferred = ?, quantity = ?, unit = ?, quantity_more = ?, confidence = ?, reports = ?, sources = ?, texts = ?, "
    "source_codes = ?, target_codes = ?, first_seen = ?, first_published = ?, last_published = ?, lead = ?, changed = ?, verdict = ? WHERE key = ?";
inline constexpr std::string_view kNextEvent = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0) + 1";
inline constexpr std::string_view kNextTelling = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'tellings'), 0) + 1";
inline constexpr std::string_view kEventIndexed =
    "SELECT type, measure, mode, context, day_from, source_codes, target_codes FROM events WHERE key = ?";
inline constexpr std::string_view kDropEvent = "DELETE FROM events WHERE key = ?";
inline constexpr std::string_view kAddLabel = "INSERT OR IGNORE INTO labels (label, day, event) VALUES (?, ?, ?)";
inline constexpr std::string_view kDropLabel = "DELETE FROM labels WHERE label = ? AND day = ? AND event = ?";
inline constexpr std::string_view kAddSide = "INSERT OR IGNORE INTO sides (side, code, day, event) VALUES (?, ?, ?, ?)";
inline constexpr std::string_view kDropSide = "DELETE FROM sides WHERE side = ? AND code = ? AND day = ? AND event = ?";
inline constexpr std::string_view kAddDyad = "INSERT OR IGNORE INTO dyads (source, target, day, event) VALUES (?, ?, ?, ?)";
inline constexpr std::string_view kDropDyad = "DELETE FROM dyads WHERE source = ? AND target = ? AND day = ? AND event = ?";

inline constexpr std::string_view kAddTelling =
    "INSERT INTO tellings (key, event, article, ordinal, signature, type, cameo, measure, mode, context, goldstein, status, day_from, day_to, day_text, day_inferred, place, "
    "place_country, latitude, longitude, place_inferred, quantity, unit, quantity_more, confidence, source_codes, target_codes, sentence, sentence_begin, sentence_end, trigger_begin, "
    "trigger_end, source_begin, source_end, target_begin, target_end, mentions, words, why, verdict) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kAddParty = "INSERT INTO parties (telling, side, place, actor) VALUES (?, ?, ?, ?)";
inline constexpr std::string_view kTellingsOfEvent =
    "SELECT t.key, t.article, t.ordinal, t.signature, t.type, t.cameo, t.measure, t.mode, t.context, t.goldstein, t.status, t.day_from, t.day_to, t.place, "
    "t.place_country, t.latitude, t.longitude, t.place_inferred, t.quantity, t.unit, t.quantity_more, t.confidence, t.source_codes, t.target_codes, "
    "a.source, a.url, a.published, a.first_seen, coalesce(a.same_text_as, a.key), t.day_text, t.day_inferred, t.verdict "
    "FROM tellings t JOIN articles a ON a.key = t.article WHERE t.event = ? ORDER BY t.key";
inline constexpr std::string_view kTellingsShown =
    "SELECT t.key, t.article, t.ordinal, a.title, a.url, a.source, a.published, a.first_seen, t.status, t.day_from, t.day_to, t.day_text, t.day_inferred, "
    "t.place, t.place_country, t.latitude, t.longitude, t.place_inferred, t.quantity, t.unit, t.quantity_more, t.confidence, substr(a.text, t.sentence_begin + 1, t.sentence_end - t.sentence_begin), "
    "substr(a.text, t.trigger_begin + 1, t.trigger_end - t.trigger_begin), t.sentence, t.trigger_begin, t.trigger_end, t.why, coalesce(a.same_text_as, 0), t.verdict "
    "FROM tellings t JOIN articles a ON a.key = t.article WHERE t.event = ? ORDER BY coalesce(a.published, a.first_seen), t.key";
inline constexpr std::string_view kTellingsOfArticle =
    "SELECT key, event, ordinal, signature, trigger_begin, trigger_end, type, why FROM tellings WHERE article = ? ORDER BY ordinal";
inline constexpr std::string_view kPartiesOfTelling =
    "SELECT p.side, a.key, a.name, a.code, a.country, a.kind, a.sector FROM parties p JOIN actors a ON a.key = p.actor WHERE p.telling = ? ORDER BY p.side, p.place";
inline constexpr std::string_view kPartiesOfEvent =
    "SELECT p.side, a.key, a.name, a.code, a.country, a.kind, a.sector FROM events e JOIN parties p ON p.telling = e.lead JOIN actors a ON a.key = p.actor "
    "WHERE e.key = ? ORDER BY p.side, p.place";
inline constexpr std::string_view kEventsOfActor =
    "SELECT count(DISTINCT t.event) FROM parties p JOIN tellings t ON t.key = p.telling WHERE p.actor = ? AND p.side IN ('s', 't') AND t.verdict <> 'wrong'";
inline constexpr std::string_view kExcerpt =
    "SELECT snippet(search, 1, '', '', '…', 24) FROM search WHERE search MATCH ? AND rowid = ?";
inline constexpr std::string_view kDropParties = "DELETE FROM parties WHERE telling = ?";
inline constexpr std::string_view kDropTelling = "DELETE FROM tellings WHERE key = ?";
inline constexpr std::string_view kMoveTelling = "UPDATE tellings SET event = ?, why = ? WHERE key = ?";
inline constexpr std::string_view kIsApart = "SELECT 1 FROM apart WHERE (event = ?1 AND other = ?2) OR (event = ?2 AND other = ?1)";

// ---- keeping ----

inline constexpr std::string_view kSearchCheck = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)";
inline constexpr std::string_view kSearchRebuild = "INSERT INTO search (search) VALUES ('rebuild')";
inline constexpr std::string_view kIntegrity = "PRAGMA integrity_check(100)";
inline constexpr std::string_view kForeignKeys = "PRAGMA foreign_key_check";
inline constexpr std::string_view kReadingsChecked =
    "SELECT r.article, r.json, a.text, a.hash, r.is_current, a.id, a.source, a.url, a.published, a.title FROM readings r JOIN articles a ON a.key = r.article ORDER BY r.article, r.key";
inline constexpr std::string_view kArticlesWithoutReading =
    "SELECT key FROM articles a WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.article = a.key AND r.is_current = 1) ORDER BY key";
inline constexpr std::string_view kTellingsCount = "SELECT count(*) FROM tellings WHERE article = ?";
inline constexpr std::string_view kEventKeysAfter = "SELECT key FROM events WHERE key > ? ORDER BY key LIMIT 1000";
inline constexpr std::string_view kEventChecked =
    "SELECT status, day_from, day_to, day_basis, quantity, reports, sources, texts, lead, source_codes, target_codes, signature, type, measure, mode, context, verdict FROM events WHERE key = ?";
inline constexpr std::string_view kLabelThere = "SELECT 1 FROM labels WHERE label = ? AND day = ? AND event = ?";
inline constexpr std::string_view kSideThere = "SELECT 1 FROM sides WHERE side = ? AND code = ? AND day = ? AND event = ?";
inline constexpr std::string_view kDyadThere = "SELECT 1 FROM dyads WHERE source = ? AND target = ? AND day = ? AND event = ?";
inline constexpr std::string_view kIndexCounts = "SELECT (SELECT count(*) FROM labels), (SELECT count(*) FROM sides), (SELECT count(*) FROM dyads)";
inline constexpr std::string_view kStrayBands = "SELECT count(*) FROM bands WHERE article NOT IN (SELECT key FROM articles)";
inline constexpr std::string_view kBandsOfArticle = "SELECT count(*) FROM bands WHERE article = ? AND band = ?";
inline constexpr std::string_view kStrayTwins = "SELECT key FROM articles WHERE same_text_as IN (SELECT key FROM articles WHERE same_text_as IS NOT NULL) ORDER BY key";
inline constexpr std::string_view kDropLabels = "DELETE FROM labels";
inline constexpr std::string_view kDropSides = "DELETE FROM sides";
inline constexpr std::string_view kDropDyads = "DELETE FROM dyads";
inline constexpr std::string_view kDropBands = "DELETE FROM bands";
inline constexpr std::string_view kTextsAfter = "SELECT key, text FROM articles WHERE key > ? ORDER BY key LIMIT 200";
inline constexpr std::string_view kVacuumInto = "VACUUM INTO ?";
inline constexpr std::string_view kArticlesBefore =
    "SELECT key FROM articles WHERE coalesce(published, substr(first_seen, 1, 10)) < ? AND key > ? ORDER BY key LIMIT ?";
inline constexpr std::string_view kCountArticlesBefore = "SELECT count(*) FROM articles WHERE coalesce(published, substr(first_seen, 1, 10)) < ?";
inline constexpr std::string_view kCountAllEvents = "SELECT count(*) FROM events";
inline constexpr std::string_view kCountEventsBefore =
    "SELECT count(*) FROM events e WHERE NOT EXISTS (SELECT 1 FROM tellings t JOIN articles a ON a.key = t.article "
    "WHERE t.event = e.key AND coalesce(a.published, substr(a.first_seen, 1, 10)) >= ?)";
inline constexpr std::string_view kNextTwin = "SELECT key FROM articles WHERE same_text_as = ? ORDER BY key LIMIT 1";
inline constexpr std::string_view kSetTwins = "UPDATE articles SET same_text_as = ?1 WHERE same_text_as = ?2 AND key <> ?1";
inline constexpr std::string_view kClearTwin = "UPDATE articles SET same_text_as = NULL WHERE key = ?";
inline constexpr std::string_view kClearRevises = "UPDATE articles SET revises = NULL WHERE revises = ?";
inline constexpr std::string_view kDropBand = "DELETE FROM bands WHERE band = ? AND article = ?";
inline constexpr std::string_view kDropReadings = "DELETE FROM readings WHERE article = ?";
inline constexpr std::string_view kDropArticle = "DELETE FROM articles WHERE key = ?";
inline constexpr std::string_view kTextOfArticle = "SELECT text FROM articles WHERE key = ?";
inline constexpr std::string_view kDropEmptyPosts = "DELETE FROM posts WHERE NOT EXISTS (SELECT 1 FROM post_changes c WHERE c.post = posts.key)";
inline constexpr std::string_view kDropIdleActors =
    "DELETE FROM actors WHERE NOT EXISTS (SELECT 1 FROM appearances x WHERE x.actor = actors.key) AND NOT EXISTS (SELECT 1 FROM parties p WHERE p.actor = actors.key) "
    "AND NOT EXISTS (SELECT 1 FROM statements s WHERE s.speaker = actors.key)";
inline constexpr std::string_view kCountEarlier = "SELECT count(*) FROM readings WHERE is_current = 0";
inline constexpr std::string_view kDropEarlier = "DELETE FROM readings WHERE is_current = 0";
inline constexpr std::string_view kCountOldChanges = "SELECT count(*) FROM changes WHERE sequence <= (SELECT coalesce(max(sequence), 0) FROM changes) - ?";
inline constexpr std::string_view kDropOldChanges = "DELETE FROM changes WHERE sequence <= (SELECT coalesce(max(sequence), 0) FROM changes) - ?";

// ---- corrections by hand ----

inline constexpr std::string_view kUidOf = "SELECT uid FROM events WHERE key = ?";
inline constexpr std::string_view kWhyOfTellings = "SELECT key, why, article FROM tellings WHERE event = ? ORDER BY key";
inline constexpr std::string_view kAddCorrection =
    "INSERT INTO corrections (what, event, other, other_uid, tellings, links, why, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kCorrection = "SELECT what, event, other, other_uid, tellings, links, undone_at FROM corrections WHERE key = ?";
inline constexpr std::string_view kCorrections = "SELECT key, what, event, other, why, at, coalesce(undone_at, ''), who, mend FROM corrections ORDER BY key";
inline constexpr std::string_view kLaterCorrection =
    "SELECT key FROM corrections WHERE key > ?1 AND what IN ('merge', 'split') AND undone_at IS NULL AND (event IN (?2, ?3) OR other IN (?2, ?3)) ORDER BY key LIMIT 1";
inline constexpr std::string_view kCorrectionUndone = "UPDATE corrections SET undone_at = ? WHERE key = ?";
inline constexpr std::string_view kAddApart = "INSERT OR IGNORE INTO apart (event, other) VALUES (?, ?)";
inline constexpr std::string_view kDropApart = "DELETE FROM apart WHERE event = ?1 OR other = ?1";
inline constexpr std::string_view kDropApartPair = "DELETE FROM apart WHERE event = ? AND other = ?";
inline constexpr std::string_view kLinksOfEvent =
    "SELECT event, answers, basis, confidence, coalesce(article, 0), why FROM links WHERE event = ?1 OR answers = ?1 ORDER BY event, answers";
inline constexpr std::string_view kRestoreLink =
    "INSERT OR IGNORE INTO links (event, answers, basis, confidence, article, why) VALUES (?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kDropLink = "DELETE FROM links WHERE event = ? AND answers = ? AND why = ?";

// ---- judgements ----

inline constexpr std::string_view kAddJudgement =
    "INSERT INTO corrections (what, event, other, other_uid, tellings, links, why, at, who, mend) VALUES (?, ?, 0, 0, '', '', ?, ?, ?, ?)";
inline constexpr std::string_view kAddJudged =
    "INSERT OR IGNORE INTO judged (correction, article, trigger_begin, trigger_end, sentence_begin, sentence_end, type, cameo, measure, status, source_codes, target_codes, entry) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kAnyJudged = "SELECT 1 FROM judged LIMIT 1";
inline constexpr std::string_view kJudgedOfArticle =
    "SELECT j.key, j.correction, j.trigger_begin, j.trigger_end, j.sentence_begin, j.sentence_end, j.type, j.source_codes, j.target_codes, c.what, c.mend, '' "
    "FROM judged j JOIN corrections c ON c.key = j.correction WHERE j.article = ? AND c.undone_at IS NULL ORDER BY j.correction, j.key";
inline constexpr std::string_view kJudgedOfTwins =
    "SELECT j.key, j.correction, j.trigger_begin, j.trigger_end, j.sentence_begin, j.sentence_end, j.type, j.source_codes, j.target_codes, c.what, c.mend, "
    "substr(a.text, j.sentence_begin + 1, j.sentence_end - j.sentence_begin) "
    "FROM articles a JOIN judged j ON j.article = a.key JOIN corrections c ON c.key = j.correction "
    "WHERE (a.key = ?1 OR a.same_text_as = ?1) AND a.key <> ?2 AND c.undone_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM judged mine WHERE mine.correction = j.correction AND mine.article = ?2) ORDER BY j.correction, j.key";
inline constexpr std::string_view kJudgedHolds = "UPDATE judged SET telling = ? WHERE key = ?";
inline constexpr std::string_view kJudgedKey =
    "SELECT key FROM judged WHERE correction = ? AND article = ? AND trigger_begin = ? AND trigger_end = ? AND type = ? AND cameo = ? AND source_codes = ? AND target_codes = ?";
inline constexpr std::string_view kArticlesJudged = "SELECT DISTINCT article FROM judged WHERE correction = ? ORDER BY article";
inline constexpr std::string_view kPlacesJudged =
    "SELECT j.article, substr(a.text, j.sentence_begin + 1, j.sentence_end - j.sentence_begin), substr(a.text, j.trigger_begin + 1, j.trigger_end - j.trigger_begin), "
    "j.type, j.cameo, j.measure, j.status, j.source_codes, j.target_codes, j.entry, coalesce(t.event, 0) "
    "FROM judged j JOIN articles a ON a.key = j.article LEFT JOIN tellings t ON t.key = j.telling WHERE j.correction = ? ORDER BY j.key";
inline constexpr std::string_view kJudgementsOfEvent =
    "SELECT DISTINCT j.correction FROM tellings t JOIN judged j ON j.telling = t.key WHERE t.event = ? ORDER BY j.correction";
inline constexpr std::string_view kDropJudgedOfArticle = "DELETE FROM judged WHERE article = ?";
inline constexpr std::string_view kOrdinalsOfEvent = "SELECT article, ordinal FROM tellings WHERE event = ? ORDER BY key";
inline constexpr std::string_view kActorByCode =
    "SELECT key, name, code, country, kind, sector FROM actors WHERE code = ? AND kind IN ('country', 'organisation', 'group', 'party', 'movement', 'company', 'people') "
    "ORDER BY kind <> 'country', key LIMIT 1";
inline constexpr std::string_view kActorByName = "SELECT key, name, code, country, kind, sector FROM actors WHERE name = ? ORDER BY code = '', key LIMIT 1";

// ---- exports ----

inline constexpr std::string_view kTellingsExported =
    "SELECT t.key, t.article, a.id, a.title, a.source, a.url, a.published, a.first_seen, length(a.text), a.language, t.sentence, t.trigger_begin, t.trigger_end, "
    "t.source_begin, t.source_end, t.target_begin, t.target_end, t.mentions, t.confidence, t.day_text, "
    "substr(a.text, t.sentence_begin + 1, t.sentence_end - t.sentence_begin), substr(a.text, t.trigger_begin + 1, t.trigger_end - t.trigger_begin), "
    "substr(a.text, t.source_begin + 1, t.source_end - t.source_begin), substr(a.text, t.target_begin + 1, t.target_end - t.target_begin), t.key = e.lead, "
    "a.byline, t.sentence_begin "
    "FROM tellings t JOIN articles a ON a.key = t.article JOIN events e ON e.key = t.event WHERE t.event = ? ORDER BY t.key";
inline constexpr std::string_view kStoryActors =
    "SELECT p.kind, p.name FROM appearances x JOIN actors p ON p.key = x.actor WHERE x.article = ? ORDER BY p.kind, p.name";
inline constexpr std::string_view kVersionsOfArticle =
    "SELECT v.program, v.model, v.lexicon FROM readings r JOIN versions v ON v.key = r.versions WHERE r.article = ? AND r.is_current = 1";
inline constexpr std::string_view kRoleInArticle = "SELECT role FROM appearances WHERE actor = ? AND article = ?";
inline constexpr std::string_view kFirstAnswered = "SELECT l.answers FROM links l JOIN events o ON o.key = l.answers WHERE l.event = ? AND o.verdict <> 'wrong' ORDER BY l.basis = 'text' DESC, l.answers LIMIT 1";

// ---- links ----

inline constexpr std::string_view kAddLink =
    "INSERT INTO links (event, answers, basis, why, confidence, article) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (event, answers) DO UPDATE SET basis = excluded.basis, why = excluded.why, confidence = excluded.confidence, article = excluded.article "
    "WHERE links.basis <> 'text' AND excluded.basis = 'text'";
inline constexpr std::string_view kEventForLink =
    "SELECT e.day_from, e.measure, e.type, e.goldstein, e.source_codes, e.target_codes, e.status FROM events e WHERE e.key = ? AND e.verdict <> 'wrong'";
inline constexpr std::string_view kLeadSentence =
    "SELECT substr(a.text, t.sentence_begin + 1, t.sentence_end - t.sentence_begin) FROM events e JOIN tellings t ON t.key = e.lead JOIN articles a ON a.key = t.article WHERE e.key = ?";
inline constexpr std::string_view kHasTextLink = "SELECT 1 FROM links WHERE event = ? AND basis = 'text'";
inline constexpr std::string_view kLatestAgainst =
    "SELECT e.key, e.day_from, e.measure, e.type FROM dyads d JOIN events e ON e.key = d.event "
    "WHERE d.source = ?1 AND d.target = ?2 AND d.day BETWEEN ?3 AND ?4 AND e.key <> ?5 AND e.goldstein < 0 AND e.verdict <> 'wrong' AND e.status IN ('done', 'announced') "
    "AND (?6 = '' OR e.measure = ?6) AND (e.measure <> '' OR e.type IN ('SANCTION', 'COERCE', 'ASSAULT', 'MOBILIZE', 'THREATEN')) "
    "AND NOT EXISTS (SELECT 1 FROM links l WHERE l.event = e.key AND l.answers = ?5) "
    "ORDER BY d.day DESC, e.measure = ?7 DESC, e.key DESC LIMIT 1";
inline constexpr std::string_view kLaterAgainst =
    "SELECT e.key, (SELECT max(o.day_from) FROM links l JOIN events o ON o.key = l.answers WHERE l.event = e.key) FROM dyads d JOIN events e ON e.key = d.event "
    "WHERE d.source = ?1 AND d.target = ?2 AND d.day > ?3 AND d.day <= ?4 AND e.goldstein < 0 AND e.status IN ('done', 'announced') AND e.verdict <> 'wrong' "
    "AND NOT EXISTS (SELECT 1 FROM links l WHERE l.event = e.key AND l.basis = 'text') ORDER BY d.day, e.key LIMIT 20";
inline constexpr std::string_view kDropInferred = "DELETE FROM links WHERE event = ? AND basis = 'inferred'";
inline constexpr std::string_view kAddInferredLink =
    "INSERT OR IGNORE INTO links (event, answers, basis, why, confidence, article) VALUES (?, ?, 'inferred', ?, ?, NULL)";
inline constexpr std::string_view kAnswersOf = "SELECT l.event, l.answers, l.basis, l.why, l.confidence FROM links l JOIN events e ON e.key = l.event JOIN events o ON o.key = l.answers "
    "WHERE l.event = ? AND e.verdict <> 'wrong' AND o.verdict <> 'wrong' ORDER BY l.answers";
inline constexpr std::string_view kAnsweredBy = "SELECT l.event, l.answers, l.basis, l.why, l.confidence FROM links l JOIN events e ON e.key = l.event JOIN events o ON o.key = l.answers "
    "WHERE l.answers = ? AND e.verdict <> 'wrong' AND o.verdict <> 'wrong' ORDER BY l.event";
inline constexpr std::string_view kDropLinksOfEvent = "DELETE FROM links WHERE event = ?1 OR answers = ?1";

// ---- what is said, and posts ----

inline constexpr std::string_view kAddStatement =
    "INSERT INTO statements (article, ordinal, speaker, toward, quoted, verb, stance, begins, ends, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kAddClaim =
    "INSERT INTO claims (article, ordinal, by_codes, about_codes, denied_by_codes, begins, ends, denial_begins, denial_ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kPost = "SELECT key FROM posts WHERE holder = ? AND host = ? AND kind = ? AND place = ?";
inline constexpr std::string_view kPostsAlike = "SELECT key, place FROM posts WHERE holder = ? AND host = ? AND kind = ? ORDER BY key";
inline constexpr std::string_view kSetPostPlace = "UPDATE posts SET place = ? WHERE key = ?";
inline constexpr std::string_view kAddPost =
    "INSERT INTO posts (holder, host, kind, place, holder_name, host_name, name) VALUES (?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kAddPostChange =
    "INSERT INTO post_changes (post, article, telling, what, from_number, to_number, to_status, day_from, day_to, day_basis, certainty) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view kPostByKey = "SELECT key, holder, host, holder_name, host_name, kind, name, place FROM posts WHERE key = ?";
inline constexpr std::string_view kPostHistory =
    "SELECT c.what, c.from_number, c.to_number, c.to_status, coalesce(t.event, 0), c.article, c.day_from, c.day_to, c.day_basis, c.certainty "
    "FROM post_changes c LEFT JOIN tellings t ON t.key = c.telling WHERE c.post = ? AND coalesce(t.verdict, '') <> 'wrong' ORDER BY c.day_from, c.key";

// ---- the feed of changes ----

inline constexpr std::string_view kAddChange = "INSERT INTO changes (kind, key) VALUES (?, ?)";
inline constexpr std::string_view kChanges = "SELECT sequence, kind, key FROM changes WHERE sequence > ? ORDER BY sequence LIMIT ?";
inline constexpr std::string_view kLastChange = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'changes'), 0)";

inline constexpr std::string_view kCounts =
    "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM articles) - (SELECT count(*) FROM articles WHERE same_text_as IS NOT NULL), (SELECT count(*) FROM readings), "
    "(SELECT count(*) FROM events), (SELECT count(*) FROM tellings), (SELECT count(*) FROM actors), (SELECT count(*) FROM statements), "
    "(SELECT count(*) FROM claims), (SELECT count(*) FROM posts), (SELECT count(*) FROM links), "
    "(SELECT min(day_from) FROM events), (SELECT max(day_from) FROM events)";

}  // namespace demarche::sql
