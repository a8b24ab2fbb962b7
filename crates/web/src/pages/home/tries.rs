//! Three things to try in the demonstration, as the role that its visitor came in with.

use super::Home;
use crate::pages::cases::address;
use kapok_access::RoleName;
use kapok_judging::phase::Phase;
use kapok_judging::round::RoundKind;

/// Something to try.
pub(super) struct Try {
    /// Where.
    pub(super) href: String,
    /// The key of what it is called.
    pub(super) title: &'static str,
    /// The key of one sentence on it.
    pub(super) text: &'static str,
}

/// How many are offered.
const THREE: usize = 3;

/// What each role is offered when its own things are not at hand.
fn usual(role: RoleName) -> [Try; THREE] {
    match role {
        RoleName::Organiser => [
            to("/organise", "try-editions", "try-editions-text"),
            to("/people", "try-people", "try-people-text"),
            to("/outbox", "try-outbox", "try-outbox-text"),
        ],
        RoleName::Judge => [
            to("/assignments", "try-assignments", "try-assignments-text"),
            to("/cases", "try-library", "try-library-text"),
            to("/editions", "try-results", "try-results-text"),
        ],
        RoleName::Entrant => [
            to("/submissions", "try-begin", "try-begin-text"),
            to("/cases", "try-library", "try-library-text"),
            to("/editions", "try-results", "try-results-text"),
        ],
        RoleName::Editor => [
            to("/editor", "try-desk", "try-desk-text"),
            to("/cases", "try-library", "try-library-text"),
            to("/editions", "try-results", "try-results-text"),
        ],
        RoleName::Auditor => [
            to("/organise", "try-audit", "try-audit-text"),
            to("/people", "try-roles", "try-roles-text"),
            to("/editions", "try-results", "try-results-text"),
        ],
        RoleName::Administrator => [
            to("/people", "try-people", "try-people-text"),
            to("/outbox", "try-outbox", "try-outbox-text"),
            to("/api/docs", "try-api", "try-api-text"),
        ],
        RoleName::Researcher => [
            to("/cases?q=water", "try-search", "try-search-text"),
            to("/cases", "try-library", "try-library-text"),
            to("/api/docs", "try-api", "try-api-text"),
        ],
    }
}

fn to(href: impl Into<String>, title: &'static str, text: &'static str) -> Try {
    Try { href: href.into(), title, text }
}

/// Three things for whoever tries the demonstration; nothing elsewhere.
pub(super) fn of(home: &Home) -> Vec<Try> {
    let Some(tour) = &home.view.tour else { return Vec::new() };
    let Some(guide) = tour.guides.iter().find(|guide| home.view.is_led_by(guide)) else { return Vec::new() };
    let mut tries = match guide.role {
        RoleName::Organiser => organiser(home),
        RoleName::Judge => judge(home),
        RoleName::Entrant => entrant(home),
        RoleName::Editor => editor(home),
        RoleName::Auditor => auditor(home),
        RoleName::Researcher => researcher(home),
        RoleName::Administrator => Vec::new(),
    };
    for usual in usual(guide.role) {
        if !tries.iter().any(|one| one.href == usual.href) {
            tries.push(usual);
        }
    }
    tries.truncate(THREE);
    tries
}

fn organiser(home: &Home) -> Vec<Try> {
    let mut tries = Vec::new();
    let Some(runs) = &home.runs else { return tries };
    if let Some((round, edition)) = runs.running.iter().find_map(|one| match one.edition.phase {
        Phase::Judging { round } => Some((round, one.edition.id)),
        _ => None,
    }) {
        let standings = format!("/organise/rounds/{round}/standings");
        tries.push(to(standings, "try-standings", "try-standings-text"));
        let entries = format!("/organise/editions/{edition}/entries");
        tries.push(to(entries, "try-entries", "try-entries-text"));
    }
    if let Some(past) = runs.others.first() {
        let decisions = format!("/organise/editions/{}/decisions", past.id);
        tries.push(to(decisions, "try-decisions", "try-decisions-text"));
    }
    tries
}

fn judge(home: &Home) -> Vec<Try> {
    let mut tries = Vec::new();
    let rounds = home.judge.iter().flat_map(|judge| &judge.rounds);
    for own in rounds {
        if let Some(next) = own.next.as_ref().filter(|_| tries.is_empty()) {
            tries.push(to(format!("/assignments/{}", next.assignment), "try-score", "try-score-text"));
            tries.push(to("/assignments", "try-assignments", "try-assignments-text"));
        }
        if own.round.rules.kind == RoundKind::Hearing {
            tries.push(to(format!("/hearings/{}", own.round.edition), "try-hearings", "try-hearings-text"));
        }
    }
    tries
}

fn entrant(home: &Home) -> Vec<Try> {
    let mut tries = Vec::new();
    let dossiers = || home.entrant.iter().flat_map(|entrant| &entrant.dossiers);
    if let Some(dossier) = dossiers().find(|d| !d.is_late && !d.missing.is_empty())
        && let Some(missing) = dossier.missing.first()
    {
        tries.push(to(home.field(dossier, missing), "try-write", "try-write-text"));
    }
    if let Some(sealed) = dossiers().find(|dossier| dossier.receipt.is_some()) {
        let receipt = format!("/submissions/{}/receipt", sealed.submission.id);
        tries.push(to(receipt, "try-receipt", "try-receipt-text"));
    }
    tries
}

fn editor(home: &Home) -> Vec<Try> {
    let mut tries = Vec::new();
    let Some(editor) = &home.editor else { return tries };
    if let Some((edition, ..)) = editor.editions.first() {
        tries.push(to(format!("/editor/editions/{edition}"), "try-publish", "try-publish-text"));
    }
    if let Some(changed) = editor.changed.first() {
        tries.push(to(format!("/editor/cases/{}", changed.case), "try-edit", "try-edit-text"));
    }
    tries
}

fn auditor(home: &Home) -> Vec<Try> {
    let mut tries = Vec::new();
    let Some(runs) = &home.runs else { return tries };
    if let Some(past) = runs.others.first() {
        let decisions = format!("/organise/editions/{}/decisions", past.id);
        tries.push(to(decisions, "try-decisions", "try-decisions-text"));
    }
    if let Some(round) = runs.running.iter().find_map(|one| match one.edition.phase {
        Phase::Judging { round } => Some(round),
        _ => None,
    }) {
        let standings = format!("/organise/rounds/{round}/standings");
        tries.push(to(standings, "try-standings", "try-standings-text"));
    }
    tries
}

fn researcher(home: &Home) -> Vec<Try> {
    let mut tries = vec![to("/cases?q=water", "try-search", "try-search-text")];
    if let Some(case) = home.library.newest.first() {
        tries.push(to(format!("/cases/{}", case.id), "try-case", "try-case-text"));
    }
    let winners = address("/cases", &[("outcome".to_owned(), "winner".to_owned())]);
    tries.push(to(winners, "try-winners", "try-winners-text"));
    tries
}
