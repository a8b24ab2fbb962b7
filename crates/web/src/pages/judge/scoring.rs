//! The judge's evening: what is to be scored, and scoring it criterion by criterion beside the dossier.

use super::{comparing, grounds, own, version};
use crate::app::App;
use crate::extract::{Id, Tagged};
use crate::fault::Answer;
use crate::flash::{Flash, go};
use crate::form::{Choice, Form};
use crate::pages::Page;
use crate::pages::field::ReadModule;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{AssignmentId, Decimal, EditionId, Refusal, RoundId};
use kapok_engine::judge::{MyAssignment, MyAssignmentRow, OwnCard, Round};
use kapok_judging::assignment::AssignmentState;
use kapok_judging::round::RoundKind;
use kapok_judging::rubric::Criterion;
use kapok_judging::scorecard::{Given, Score};
use std::collections::BTreeSet;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/assignments", Action::SeeOwnAssignments, list)
        .get("/assignments/{id}", Action::SeeOwnAssignments, show)
        .post("/assignments/{id}", Action::Score, save)
        .post("/assignments/{id}/recusal", Action::Score, recuse)
        .post("/assignments/{id}/note", Action::Score, keep_note)
}

fn state_badge(state: &AssignmentState) -> (&'static str, &'static str) {
    match state {
        AssignmentState::Asked => ("info", "judge-assignment-asked"),
        AssignmentState::Started { .. } => ("warn", "judge-assignment-started"),
        AssignmentState::Submitted { .. } => ("good", "judge-assignment-submitted"),
        AssignmentState::Recused { .. } => ("", "judge-assignment-recused"),
        AssignmentState::Removed { .. } => ("", "judge-assignment-removed"),
    }
}

#[derive(Template)]
#[template(path = "judge/assignments.html")]
struct ListPage {
    view: View,
    rows: Vec<MyAssignmentRow>,
}

impl ListPage {
    /// The editions in which the judge hears entries.
    fn heard(&self) -> BTreeSet<EditionId> {
        let heard = self.rows.iter().filter(|row| row.round.rules.kind == RoundKind::Hearing);
        heard.map(|row| row.entry.edition).collect()
    }

    fn done(&self) -> usize {
        self.rows.iter().filter(|row| row.assignment.state.counts()).count()
    }

    /// The rounds in which entries wait for the judge's declaration: how many.
    fn undeclared(&self) -> Vec<(RoundId, String, usize)> {
        let mut rounds: Vec<(RoundId, String, usize)> = Vec::new();
        for row in self.rows.iter().filter(|row| row.undeclared()) {
            match rounds.iter_mut().find(|round| round.0 == row.round.id) {
                Some(round) => round.2 += 1,
                None => rounds.push((row.round.id, self.view.text(&row.round.rules.name).to_owned(), 1)),
            }
        }
        rounds
    }

    /// Where a judge goes on: to the scorecard, or to the next two.
    fn onward(&self, row: &MyAssignmentRow) -> String {
        match row.round.rules.is_pairwise() {
            true => format!("/comparisons/{}", row.round.id),
            false => format!("/assignments/{}", row.assignment.id),
        }
    }

    /// The next to score.
    fn next(&self) -> Option<&MyAssignmentRow> {
        next(&self.rows)
    }

    /// Whether a round begins with entries common to all.
    fn has_common(&self) -> bool {
        self.rows.iter().any(|row| row.first.is_some())
    }

    /// The rounds, in the order of the rows.
    fn rounds(&self) -> Vec<&Round> {
        let mut rounds: Vec<&Round> = Vec::new();
        for row in &self.rows {
            if !rounds.iter().any(|round| round.id == row.round.id) {
                rounds.push(&row.round);
            }
        }
        rounds
    }

    fn of(&self) -> usize {
        self.rows.iter().filter(|row| !row.assignment.state.is_set_aside()).count()
    }

    fn badge(&self, row: &MyAssignmentRow) -> (&'static str, &'static str) {
        state_badge(&row.assignment.state)
    }
}

/// The first that is owed and may be read.
fn next(rows: &[MyAssignmentRow]) -> Option<&MyAssignmentRow> {
    rows.iter().find(|row| row.open && row.assignment.state.is_outstanding() && !row.undeclared())
}

async fn list(State(app): State<App>, view: View) -> Answer {
    let rows = app.engine().list_my_assignments(&view.caller, None, None).await?;
    Ok(Page(ListPage { view, rows }).into_response())
}

/// One criterion with its fields.
struct Line<'a> {
    criterion: &'a Criterion,
    value: String,
    comment: String,
    /// The scores to choose from; none when the scale is too fine to offer them all.
    points: Vec<String>,
    min: String,
    max: String,
    step: String,
    /// Words for points of the scale.
    anchors: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "judge/scorecard.html")]
struct ScorecardPage {
    view: View,
    mine: MyAssignment,
    form: Form,
    recusal: Form,
    note: Form,
    own: Vec<OwnCard>,
}

impl ScorecardPage {
    /// The page as it stands, with nothing typed.
    async fn load(app: &App, view: View, mine: MyAssignment) -> Answer<Self> {
        let kept = app.engine().get_note(&view.caller, mine.assignment.id).await?;
        let own = app.engine().list_own_cards(&view.caller, mine.round.id).await?;
        let (form, note) = (filled(&mine), Form::empty().with("note", kept));
        Ok(Self { view, mine, form, recusal: Form::empty(), note, own })
    }

    /// Whether scores are chosen from a row, by keys too.
    fn has_points(&self) -> bool {
        self.lines().iter().any(|line| !line.points.is_empty())
    }

    fn names(&self) -> Vec<&str> {
        self.mine.round.rules.rubric.criteria.iter().map(|c| self.view.text(&c.label)).collect()
    }

    fn own_rows(&self) -> Vec<own::OwnRow> {
        own::rows(&self.own, &self.mine.round.rules.rubric, Some(self.mine.assignment.id))
    }

    fn strip(&self) -> own::Strip {
        own::strip(&self.own, &self.mine.round.rules.rubric, Some(self.mine.assignment.id))
    }

    fn badge(&self) -> (&'static str, &'static str) {
        state_badge(&self.mine.assignment.state)
    }

    /// Whether a scorecard can still be saved, as far as the page knows.
    fn is_open(&self) -> bool {
        let here = kapok_engine::judge::Phase::Judging { round: self.mine.round.id };
        !self.mine.assignment.state.is_set_aside()
            && self.mine.edition.phase == here
            && self.mine.entry.stage.is_uncut_in(self.mine.round.id)
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let rubric = &self.mine.round.rules.rubric;
        let line = |(i, criterion)| {
            let scale = rubric.scale_of(criterion);
            let anchor =
                |a: &kapok_judging::rubric::Anchor| (a.at.to_string(), self.view.text(&a.text).to_owned());
            Line {
                criterion,
                value: format!("scores.{i}.value"),
                comment: format!("scores.{i}.comment"),
                points: scale.points(12).iter().map(|p| p.normalize().to_string()).collect(),
                min: scale.min.to_string(),
                max: scale.max.to_string(),
                step: scale.step.to_string(),
                anchors: scale.anchors.iter().map(anchor).collect(),
            }
        };
        rubric.criteria.iter().enumerate().map(line).collect()
    }

    fn longest(&self) -> usize {
        self.mine.round.rules.rubric.longest_comment
    }

    /// The dossier: modules with questions and answers, without those about persons.
    fn dossier(&self) -> Vec<ReadModule> {
        comparing::modules(&self.view, &self.mine)
    }

    fn grounds(&self) -> Vec<Choice> {
        grounds::choices(&self.view)
    }

    fn owner(&self) -> String {
        let dossier = self.mine.dossier.as_ref();
        dossier.map(|d| self.view.text(&d.content.entity_name).to_owned()).unwrap_or_default()
    }
}

/// The form as the latest version has it.
fn filled(mine: &MyAssignment) -> Form {
    let mut form = Form::empty().with("version", mine.assignment.version);
    let Some(card) = &mine.card else { return form };
    for (i, criterion) in mine.round.rules.rubric.criteria.iter().enumerate() {
        let Some(score) = card.given.score(&criterion.key) else { continue };
        if let Some(value) = score.value {
            form = form.with(&format!("scores.{i}.value"), value.normalize());
        }
        form = form.with(&format!("scores.{i}.comment"), score.comment.clone().unwrap_or_default());
    }
    let organiser = card.given.comment_to_organiser.clone().unwrap_or_default();
    let entrant = card.given.comment_to_entrant.clone().unwrap_or_default();
    form.with("comment_to_organiser", organiser).with("comment_to_entrant", entrant)
}

async fn show(State(app): State<App>, view: View, Id(id): Id<AssignmentId>) -> Answer {
    let mine = app.engine().get_my_assignment(&view.caller, id).await?;
    if mine.undeclared {
        return Ok(go(&format!("/declarations/{}", mine.round.id)));
    }
    Ok(Page(ScorecardPage::load(&app, view, mine).await?).into_response())
}

fn typed(form: &Form, mine: &MyAssignment) -> Result<Given, Refusal> {
    let (mut scores, mut wrong) = (Vec::new(), Vec::new());
    for (i, criterion) in mine.round.rules.rubric.criteria.iter().enumerate() {
        let comment = form.given(&format!("scores.{i}.comment"));
        match form.parsed::<Decimal>(&format!("scores.{i}.value")) {
            Ok(value) => scores.push(Score { criterion: criterion.key.clone(), value, comment }),
            Err(refusal) => {
                let at = refusal.pointer.unwrap_or_default();
                wrong.push(Refusal::invalid("score_malformed").at(at));
            }
        }
    }
    Refusal::gather("scorecard_invalid", wrong)?;
    let (organiser, entrant) = (form.given("comment_to_organiser"), form.given("comment_to_entrant"));
    Ok(Given { scores, comment_to_organiser: organiser, comment_to_entrant: entrant })
}

async fn save(
    State(app): State<App>,
    view: View,
    Id(id): Id<AssignmentId>,
    headers: HeaderMap,
    form: Form,
) -> Answer {
    let mine = app.engine().get_my_assignment(&view.caller, id).await?;
    let submit = form.holds("submit", "yes");
    let by_itself = headers.contains_key("x-autosave");
    let answer = match typed(&form, &mine).and_then(|given| Ok((given, version(&form)?))) {
        Ok((given, version)) => app.engine().save_scorecard(&view.caller, id, version, given, submit).await,
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok((assignment, _)) if by_itself => {
            Ok(Tagged(assignment.version, StatusCode::NO_CONTENT).into_response())
        }
        Ok(_) if submit => {
            let rows = app.engine().list_my_assignments(&view.caller, Some(mine.round.id), None).await?;
            let on = next(&rows)
                .map_or("/assignments".to_owned(), |row| format!("/assignments/{}", row.assignment.id));
            Ok(Flash::good("judge-card-submitted").to(&on))
        }
        Ok(_) => Ok(Flash::good("saved").to(&format!("/assignments/{id}"))),
        Err(error) if by_itself => Err(error.into()),
        Err(error) => {
            // The next sending is meant for the version that is shown beside the message.
            let form = form.refused(error, &view)?.with("version", mine.assignment.version);
            let page = ScorecardPage::load(&app, view, mine).await?;
            Ok(Page(ScorecardPage { form, ..page }).refused().into_response())
        }
    }
}

async fn recuse(State(app): State<App>, view: View, Id(id): Id<AssignmentId>, form: Form) -> Answer {
    let answer = match version(&form) {
        Ok(version) => {
            let reason = form.given("reason");
            app.engine()
                .recuse(&view.caller, id, version, grounds::typed(form.value("ground")), reason)
                .await
                .map(drop)
        }
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(()) => Ok(Flash::good("judge-recused").to("/assignments")),
        Err(error) => {
            let mine = app.engine().get_my_assignment(&view.caller, id).await?;
            let recusal = form.refused(error, &view)?;
            let page = ScorecardPage::load(&app, view, mine).await?;
            Ok(Page(ScorecardPage { recusal, ..page }).refused().into_response())
        }
    }
}

async fn keep_note(
    State(app): State<App>,
    view: View,
    Id(id): Id<AssignmentId>,
    headers: HeaderMap,
    form: Form,
) -> Answer {
    let by_itself = headers.contains_key("x-autosave");
    match app.engine().keep_note(&view.caller, id, form.value("note").to_owned()).await {
        Ok(()) if by_itself => Ok(StatusCode::NO_CONTENT.into_response()),
        Ok(()) => Ok(Flash::good("saved").to(&format!("/assignments/{id}"))),
        Err(error) if by_itself => Err(error.into()),
        Err(error) => {
            let mine = app.engine().get_my_assignment(&view.caller, id).await?;
            let note = form.refused(error, &view)?;
            let page = ScorecardPage::load(&app, view, mine).await?;
            Ok(Page(ScorecardPage { note, ..page }).refused().into_response())
        }
    }
}
