//! Standings of a round, with the form that confirms its cut.

use super::balance::{Compared, compared};
use super::confirmation::{Waiting, waiting};
use super::{Desk, Tab, habits, patience, sureness};
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::form::{Choice, Form};
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use kapok_access::{Action, permit};
use kapok_base::{EntryId, RoundId, rounded};
use kapok_engine::judge::{ComparedEntry, Entry, JudgeCount, RoundStandings};
use kapok_judging::motion::Board;
use kapok_judging::round::Method;
use kapok_measure::standings::Standing;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/organise/rounds/{id}/standings", Action::SeeStandings, show)
}

/// Rows on a page, at most: a page of thousands of fields is slow to make and to use.
const ROWS: usize = 300;

/// One row of the standings.
struct Row {
    entry: Entry,
    rank: String,
    score: String,
    scorecards: usize,
    criteria: Vec<String>,
    /// The adjusted score with its standard error; a dash where too little is there to tell.
    adjusted: String,
    /// The chance of truly being above the first line, in hundredths.
    chance: String,
    borderline: bool,
    tied: bool,
    /// Whether the reader stood aside from it.
    veiled: bool,
    /// The field with its label.
    label: String,
    /// The field with the reason for a hand in it.
    reason: String,
}

#[derive(Template)]
#[template(path = "judge/standings.html")]
pub(super) struct StandingsPage {
    view: View,
    desk: Desk,
    pub(super) standings: RoundStandings,
    pub(super) board: Board,
    balance: Vec<Compared>,
    /// What waits for a second person.
    pending: Option<Waiting>,
    /// What was refused about that.
    pub(super) seconding: Form,
    pub(super) form: Form,
    /// Where the rows that are shown begin among all.
    from: usize,
}

impl StandingsPage {
    /// Rows of all entries, those that are shown alone.
    fn rows(&self) -> Vec<Row> {
        let places = &self.standings.places;
        let rank = |s: &Standing| places.get(&s.entry).map_or((s.rank_low, s.rank_high), |p| p.ranks);
        let mut ranked: Vec<&Standing> = self.standings.standings.ranked.iter().collect();
        // Groups that nothing links have ranks of their own.
        let group = |s: &Standing| self.fared(&s.entry).map(|fared| fared.group);
        ranked.sort_by_key(|s| (group(s), rank(s)));
        let ranked = ranked.into_iter().map(|s| (s.entry, Some((s, rank(s)))));
        let of = &self.standings;
        let unscored = of.standings.unscored.iter().chain(&of.veiled).map(|entry| (*entry, None));
        let shown = ranked.chain(unscored).skip(self.from).take(ROWS);
        shown.filter_map(|(entry, standing)| self.row(entry, standing)).collect()
    }

    /// How many entries have a row.
    fn count(&self) -> usize {
        let of = &self.standings;
        of.standings.ranked.len() + of.standings.unscored.len() + of.veiled.len()
    }

    /// Whether only a part of the rows is shown: then nothing is changed about the others.
    pub(super) fn is_part(&self) -> bool {
        self.count() > ROWS
    }

    /// The parts of the rows: from which to which, where they are, and whether it is the one shown.
    fn parts(&self) -> Vec<(String, String, bool)> {
        let part = |from: usize| {
            let name = format!("{}–{}", from + 1, (from + ROWS).min(self.count()));
            let id = self.standings.round.id;
            (name, format!("/organise/rounds/{id}/standings?from={from}"), from == self.from)
        };
        (0..self.count()).step_by(ROWS).map(part).collect()
    }

    fn row(&self, id: EntryId, standing: Option<(&Standing, (usize, usize))>) -> Option<Row> {
        let entry = self.standings.entries.get(&id)?.clone();
        let (rank, score, scorecards, criteria) = match standing {
            Some((standing, ranks)) => self.placed(standing, ranks),
            None => ("—".to_owned(), "—".to_owned(), 0, vec!["—".to_owned(); self.figures().len()]),
        };
        let tied = self.standings.proposal.is_tied(id);
        let found = self.standings.adjusted.entries.get(&id);
        let adjusted = found.map(|entry| format!("{:.2} ± {:.2}", entry.score, entry.standard_error));
        let chance = found.and_then(|entry| entry.p_cut).map(percent);
        let borderline = self.standings.adjusted.is_borderline(id);
        let (label, reason) = (format!("label.{id}"), format!("reason.{id}"));
        Some(Row {
            entry,
            rank,
            score,
            scorecards,
            criteria,
            adjusted: adjusted.unwrap_or_else(|| "—".to_owned()),
            chance: chance.unwrap_or_else(|| "—".to_owned()),
            borderline,
            tied,
            veiled: self.standings.veiled.contains(&id),
            label,
            reason,
        })
    }

    /// Rank, score, how many scorecards, and the last columns.
    fn placed(&self, s: &Standing, (low, high): (usize, usize)) -> (String, String, usize, Vec<String>) {
        let rank = if low == high { low.to_string() } else { format!("{low}–{high}") };
        let criteria = self.standings.round.rules.rubric.criteria.iter();
        let mean = |key: &String| s.criteria.get(key).map_or("—".to_owned(), |m| rounded(m, 2));
        let (score, figures) = match self.fared(&s.entry) {
            Some(fared) => (format!("{:.2} ± {:.2}", fared.ability, fared.standard_error), self.told(fared)),
            None => (rounded(&s.score, 3), criteria.map(|c| mean(&c.key)).collect()),
        };
        (rank, score, s.scorecards, figures)
    }

    fn is_pairwise(&self) -> bool {
        self.standings.round.rules.is_pairwise()
    }

    fn fared(&self, entry: &EntryId) -> Option<&ComparedEntry> {
        self.standings.abilities.entries.get(entry)
    }

    /// How an entry fared, as [`Self::figures`] names it.
    fn told(&self, of: &ComparedEntry) -> Vec<String> {
        let figures = [of.wins, of.losses, of.ties, of.group].into_iter();
        figures.take(self.figures().len()).map(|figure| figure.to_string()).collect()
    }

    /// What the last columns are: the criteria, or how entries fared.
    fn figures(&self) -> Vec<String> {
        if self.is_pairwise() {
            let several = (self.standings.abilities.groups > 1).then_some("pairwise-group");
            let keys = ["pairwise-wins", "pairwise-losses", "pairwise-ties"].into_iter().chain(several);
            return keys.map(|key| self.view.say(key)).collect();
        }
        let criteria = self.standings.round.rules.rubric.criteria.iter();
        criteria.map(|c| self.view.text(&c.label).to_owned()).collect()
    }

    fn score_word(&self) -> String {
        self.view.say(if self.is_pairwise() { "pairwise-ability" } else { "judge-score" })
    }

    fn cards_word(&self) -> String {
        self.view.say(if self.is_pairwise() { "pairwise-comparisons" } else { "judge-cards" })
    }

    fn done_word(&self) -> String {
        self.view.say(if self.is_pairwise() { "pairwise-comparisons" } else { "judge-assignment-submitted" })
    }

    fn labels(&self) -> Vec<Choice> {
        let cuts = &self.standings.round.rules.cuts;
        cuts.iter().map(|cut| choices::choice(cut.label.clone(), self.label(&cut.label))).collect()
    }

    fn label(&self, key: &str) -> String {
        self.desk.label(&self.view, key)
    }

    /// What the board calls an entry.
    fn place(&self, entry: &EntryId) -> String {
        self.board.label_of(*entry).map_or_else(|| "—".to_owned(), |label| self.label(label))
    }

    /// Whether the round is being judged now and has a line to confirm.
    fn can_confirm(&self) -> bool {
        let here = kapok_engine::judge::Phase::Judging { round: self.standings.round.id };
        self.desk.edition.phase == here && !self.standings.round.rules.cuts.is_empty()
    }

    fn method(&self) -> &'static str {
        match self.standings.round.rules.method {
            Method::Mean => "judge-method-mean",
            Method::Adjusted => "judge-method-adjusted",
            Method::BradleyTerry => "pairwise-method",
        }
    }

    fn has_cut(&self) -> bool {
        !self.standings.round.rules.cuts.is_empty()
    }

    /// Whether a proposal waits that can still be confirmed as it is.
    fn waits(&self) -> bool {
        self.pending.as_ref().is_some_and(|pending| !pending.moved)
    }

    fn care(&self) -> Vec<String> {
        sureness::care(&self.view, &self.standings)
    }

    /// What the drawing of entries is, and how to read it.
    fn caterpillar_words(&self) -> (String, String) {
        let keys = match self.is_pairwise() {
            true => ("pairwise-caterpillar", "pairwise-caterpillar-help"),
            false => ("judge-caterpillar", "judge-caterpillar-help"),
        };
        let part = self.parts().into_iter().find(|(.., here)| *here && self.is_part());
        let part = part.map(|(name, ..)| format!("{name}: ")).unwrap_or_default();
        (format!("{part}{}", self.view.say(keys.0)), format!("{part}{}", self.view.say(keys.1)))
    }

    fn caterpillar(&self) -> Option<sureness::Caterpillar> {
        sureness::caterpillar(&self.standings, self.from..self.from + ROWS)
    }

    fn severities(&self) -> Option<sureness::Severities> {
        sureness::severities(&self.standings)
    }

    /// How much of the differences would be found again, adjusted and raw, in hundredths.
    fn found_again(&self) -> Option<(String, String)> {
        let found = self.standings.adjusted.generalisability?;
        Some((percent(found.adjusted), percent(found.raw)))
    }

    fn alpha(&self) -> Option<String> {
        self.standings.adjusted.alpha.map(|alpha| format!("{alpha:.2}"))
    }

    /// A judge's severity with its standard error, and the noise.
    fn severity(&self, judge: &JudgeCount) -> (String, String) {
        let Some(found) = self.standings.adjusted.judges.get(&judge.person) else {
            return ("—".to_owned(), "—".to_owned());
        };
        let severity = format!("{:+.2} ± {:.2}", found.severity, found.standard_error);
        (severity, found.noise.map_or("—".to_owned(), |noise| format!("{noise:.2}")))
    }

    /// A judge's halo and range, each beside the others'.
    fn habit(&self, judge: &JudgeCount) -> (String, String) {
        habits::figures(self.standings.adjusted.habits.get(&judge.person))
    }

    /// Whether there is a line to be above.
    fn has_line(&self) -> bool {
        self.standings.adjusted.places.is_some()
    }

    /// Whether further scorecards can be asked for: the round is being judged, has a line, and the reader may assign.
    fn may_ask(&self) -> bool {
        !self.is_pairwise()
            && self.has_line()
            && self.can_confirm()
            && permit(&self.view.caller, Action::AssignJudges).is_ok()
    }

    fn warnings(&self) -> Vec<String> {
        let words = |code: &&str| match *code {
            "scorecards_outstanding" if self.is_pairwise() => self.view.say("pairwise-outstanding"),
            "scorecards_too_few" if self.is_pairwise() => self.view.say("pairwise-too-few"),
            code => self.view.say(&format!("judge-warning-{}", code.replace('_', "-"))),
        };
        self.standings.warnings.iter().map(words).collect()
    }
}

pub(super) fn percent(share: f64) -> String {
    match share {
        p if p > 0.995 && p < 1.0 => "> 99 %".to_owned(),
        p if p > 0.0 && p < 0.005 => "< 1 %".to_owned(),
        p => format!("{:.0} %", p * 100.0),
    }
}

/// The page with the part that a row is in; of what is no number, the first.
pub(super) async fn page(app: &App, view: View, id: RoundId, from: &str) -> Answer<StandingsPage> {
    let meeting = app.engine().get_meeting(&view.caller, id, false).await?;
    let pending = app.engine().get_pending_confirmation(&view.caller, id).await?;
    let desk = Desk::load(app, &view, meeting.standings.round.edition, Tab::Rounds).await?;
    let pending = pending.map(|pending| waiting(&view, &desk, &meeting, pending));
    let mut form = Form::empty();
    for entry in meeting.standings.entries.keys() {
        if let Some(label) = meeting.board.label_of(*entry) {
            form = form.with(&format!("label.{entry}"), label);
        }
    }
    for moved in meeting.board.overrides(&meeting.standings.proposal) {
        form = form.with(&format!("reason.{}", moved.entry), moved.reason);
    }
    let lines: Vec<_> = meeting.board.lines.iter().map(|line| desk.label(&view, &line.label)).collect();
    let balance = if lines.is_empty() { Vec::new() } else { compared(app, &view, &meeting, &lines) };
    let (standings, board, seconding) = (meeting.standings, meeting.board, Form::empty());
    let from = from.parse().unwrap_or(0);
    let page = StandingsPage { view, desk, standings, board, balance, pending, seconding, form, from };
    let from = page.from.min(page.count().saturating_sub(1)) / ROWS * ROWS;
    Ok(StandingsPage { from, ..page })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>, pairs: Pairs) -> Answer {
    let from = pairs.first("from").unwrap_or_default().to_owned();
    let figured = {
        let view = view.clone();
        async move { page(&app, view, id, &from).await.map(Page) }
    };
    patience::soon(view, &pairs, figured).await
}
