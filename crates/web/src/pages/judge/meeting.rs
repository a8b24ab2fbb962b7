//! A committee's meeting: the board of a round, a motion on one entry, and what was moved so far.

use super::balance::{Compared, compared};
use super::standings::percent;
use super::{Desk, Tab, patience};
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::{Action, permit};
use kapok_base::{EntryId, PersonId, Refusal, RoundId, rounded};
use kapok_engine::judge::{Entry, Meeting, MotionView};
use kapok_judging::cut::CutRule;
use kapok_judging::motion::{Asked, Motion, Place, Settled};
use std::collections::BTreeSet;

/// Entries of a place that stand open; the others are folded.
const SHOWN: usize = 30;
/// What the form sends for the place below every line; no label can be called so.
const OUT: &str = ".";

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/organise/rounds/{id}/meeting", Action::SeeStandings, show).post(
        "/organise/rounds/{id}/meeting",
        Action::Decide,
        put,
    )
}

#[derive(Template)]
#[template(path = "judge/meeting.html")]
struct MeetingPage {
    view: View,
    desk: Desk,
    meeting: Meeting,
    balance: Vec<Compared>,
    /// The entry that is spoken of.
    chosen: Option<EntryId>,
    form: Form,
}

/// One entry on the board.
struct Row {
    id: EntryId,
    name: String,
    score: String,
    /// The chance of truly being above the first line, in hundredths.
    chance: String,
    borderline: bool,
    moved: bool,
    /// Whether the reader stood aside from it.
    veiled: bool,
    current: bool,
}

/// One place of the board.
struct Column {
    name: String,
    count: usize,
    /// How many the rule asks for, and by how many the board is over or under it.
    rule: Option<(usize, String)>,
    open: Vec<Row>,
    folded: Vec<Row>,
}

/// A motion with its words.
struct Said {
    number: i64,
    entry: String,
    to: String,
    reason: String,
    settled: String,
    carried: bool,
    absent: String,
    hidden: bool,
}

impl MeetingPage {
    fn label(&self, key: &str) -> String {
        self.desk.label(&self.view, key)
    }

    fn row(&self, id: EntryId) -> Row {
        let of = &self.meeting.standings;
        let chance = of.adjusted.entries.get(&id).and_then(|entry| entry.p_cut);
        Row {
            id,
            name: self.name(id),
            score: of.places.get(&id).map_or("—".to_owned(), |place| rounded(&place.score, 2)),
            chance: chance.map(percent).unwrap_or_default(),
            borderline: of.adjusted.is_borderline(id),
            moved: self.meeting.board.moved.contains_key(&id),
            veiled: of.veiled.contains(&id),
            current: self.chosen == Some(id),
        }
    }

    fn name(&self, id: EntryId) -> String {
        self.meeting.standings.entries.get(&id).map(Entry::reference).unwrap_or_default()
    }

    fn column(&self, name: String, entries: &[EntryId], rule: Option<usize>) -> Column {
        let mut open: Vec<_> = entries.iter().map(|id| self.row(*id)).collect();
        let folded = open.split_off(SHOWN.min(open.len()));
        let rule = rule.map(|rule| (rule, self.difference(entries.len(), rule)));
        Column { name, count: entries.len(), rule, open, folded }
    }

    fn difference(&self, count: usize, rule: usize) -> String {
        match count.cmp(&rule) {
            std::cmp::Ordering::Greater => self.view.say_count("meeting-over", count - rule),
            std::cmp::Ordering::Less => self.view.say_count("meeting-under", rule - count),
            std::cmp::Ordering::Equal => self.view.say("meeting-as-ruled"),
        }
    }

    /// The lines from the top, what ties across them, and what is out.
    fn columns(&self) -> Vec<Column> {
        let (of, board) = (&self.meeting.standings, &self.meeting.board);
        let cuts = of.round.rules.cuts.iter().zip(&of.proposal.lines);
        let mut columns = Vec::new();
        for ((cut, proposed), line) in cuts.zip(&board.lines) {
            let rule = match &cut.rule {
                CutRule::Top { count } => usize::try_from(*count).unwrap_or(usize::MAX),
                _ => proposed.entries.len(),
            };
            columns.push(self.column(self.label(&line.label), &line.entries, Some(rule)));
        }
        if !board.tied.is_empty() {
            columns.push(self.column(self.view.say("meeting-tied"), &board.tied, None));
        }
        columns.push(self.column(self.view.say("meeting-out"), &board.out, None));
        columns
    }

    /// The entries near the line, best first, each with the name of its place.
    fn near(&self) -> Vec<(Row, String)> {
        let (of, board) = (&self.meeting.standings, &self.meeting.board);
        let near = |id: &EntryId| of.adjusted.is_borderline(*id) || board.tied.contains(id);
        let lines = board.lines.iter().flat_map(|line| &line.entries);
        let all = lines.chain(&board.tied).chain(&board.out).copied().filter(|id| near(id));
        all.filter_map(|id| Some((self.row(id), self.place(id)?))).collect()
    }

    fn place(&self, id: EntryId) -> Option<String> {
        Some(match self.meeting.board.place(id)? {
            Place::Line(label) => self.label(&label),
            Place::Tied => self.view.say("meeting-tied"),
            Place::Out => self.view.say("meeting-out"),
        })
    }

    /// The entry that is spoken of, if it is on the board.
    fn spoken(&self) -> Option<(Row, String)> {
        let id = self.chosen?;
        Some((self.row(id), self.place(id)?))
    }

    /// Where an entry can be moved to.
    fn places(&self) -> Vec<Choice> {
        let here = self.chosen.and_then(|id| self.meeting.board.place(id));
        let lines = self.meeting.board.lines.iter().map(|l| Place::Line(l.label.clone()));
        let others = lines.chain([Place::Out]).filter(|place| here.as_ref() != Some(place));
        let choice = |place| match place {
            Place::Line(label) => choices::choice(label.clone(), self.label(&label)),
            Place::Tied | Place::Out => choices::choice(OUT, self.view.say("meeting-out")),
        };
        others.map(choice).collect()
    }

    /// Members of the panel who stood aside from the entry that is spoken of, and the others.
    fn members(&self) -> (Vec<&str>, Vec<Choice>) {
        let none = BTreeSet::new();
        let aside = self.chosen.and_then(|id| self.meeting.aside.get(&id)).unwrap_or(&none);
        let (away, here): (Vec<_>, Vec<_>) = self.meeting.members.iter().partition(|m| aside.contains(m));
        let name = |person: &PersonId| self.meeting.names.get(person).map_or("", String::as_str);
        let choice = |person: &PersonId| choices::choice(person.to_string(), name(person));
        (away.into_iter().map(name).collect(), here.into_iter().map(choice).collect())
    }

    fn may_move(&self) -> bool {
        self.meeting.is_open && permit(&self.view.caller, Action::Decide).is_ok()
    }

    /// The motions on one entry, in the order in which they were put.
    fn said_of(&self, entry: &EntryId) -> Vec<Said> {
        self.meeting.motions.iter().filter(|m| m.entry == *entry).map(|m| self.words(m)).collect()
    }

    /// All motions, the last one first.
    fn all_said(&self) -> Vec<Said> {
        self.meeting.motions.iter().rev().map(|m| self.words(m)).collect()
    }

    fn words(&self, of: &MotionView) -> Said {
        let empty = Said {
            number: of.number,
            entry: self.name(of.entry),
            to: String::new(),
            reason: String::new(),
            settled: String::new(),
            carried: false,
            absent: String::new(),
            hidden: true,
        };
        let Some(Motion { to, reason, settled, absent, .. }) = &of.said else { return empty };
        let names = absent.iter().filter_map(|person| self.meeting.names.get(person).cloned());
        Said {
            to: to.as_deref().map_or_else(|| self.view.say("meeting-out"), |label| self.label(label)),
            reason: reason.clone(),
            settled: self.settled(*settled),
            carried: settled.carries(),
            absent: names.collect::<Vec<_>>().join(", "),
            hidden: false,
            ..empty
        }
    }

    fn settled(&self, settled: Settled) -> String {
        let Settled::Voted { in_favour, against, abstained } = settled else {
            return self.view.say("meeting-agreed");
        };
        let votes = [("in_favour", in_favour), ("against", against), ("abstained", abstained)];
        let votes = votes.map(|(name, count)| (name, i64::from(count).into()));
        self.view.say_with("meeting-votes", &votes)
    }
}

async fn page(
    app: &App,
    view: View,
    id: RoundId,
    chosen: Option<EntryId>,
    weighed: bool,
) -> Answer<MeetingPage> {
    let meeting = app.engine().get_meeting(&view.caller, id, weighed).await?;
    let desk = Desk::load(app, &view, meeting.standings.round.edition, Tab::Rounds).await?;
    let form = Form::empty().with("settled.kind", "agreed");
    let mut page = MeetingPage { view, desk, meeting, balance: Vec::new(), chosen, form };
    let lines: Vec<_> = page.meeting.board.lines.iter().map(|line| page.label(&line.label)).collect();
    page.balance = compared(app, &page.view, &page.meeting, &lines);
    Ok(page)
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>, pairs: Pairs) -> Answer {
    let chosen = pairs.parsed("entry")?;
    let weighed = pairs.first("balance").is_some();
    let figured = {
        let view = view.clone();
        async move { page(&app, view, id, chosen, weighed).await.map(Page) }
    };
    patience::soon(view, &pairs, figured).await
}

/// The motion as it was typed.
fn typed(form: &Form) -> Result<Asked, Refusal> {
    let count = |name: &str| Ok::<u32, Refusal>(form.parsed(&format!("settled.{name}"))?.unwrap_or(0));
    let settled = match form.value("settled.kind") {
        "voted" => Settled::Voted {
            in_favour: count("in_favour")?,
            against: count("against")?,
            abstained: count("abstained")?,
        },
        _ => Settled::Agreed,
    };
    let to = form.given("to").ok_or_else(|| Refusal::invalid("required").at("/to"))?;
    Ok(Asked {
        entry: form.needed("entry")?,
        to: Some(to).filter(|to| to != OUT),
        reason: form.value("reason").to_owned(),
        settled,
        absent: form.values("absent").iter().filter_map(|id| id.parse().ok()).collect(),
    })
}

async fn put(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let answer = match typed(&form) {
        Ok(asked) => app.engine().move_entry(&view.caller, id, asked, None).await,
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(made) => {
            let carried = made.said.is_some_and(|said| said.settled.carries());
            let flash = match carried {
                true => Flash::good("meeting-carried"),
                false => Flash::info("meeting-not-carried"),
            };
            Ok(flash.to(&format!("/organise/rounds/{id}/meeting")))
        }
        Err(error) => {
            let chosen = form.parsed("entry").ok().flatten();
            let form = form.refused(error, &view)?;
            let page = MeetingPage { form, ..page(&app, view, id, chosen, false).await? };
            Ok(Page(page).refused().into_response())
        }
    }
}
