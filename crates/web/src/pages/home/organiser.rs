//! The organiser's part of the first page: the funnel's figures with their lists, and what the next phase waits for.

use crate::pages::cases::address;
use crate::pages::organise::phase_key;
use crate::view::View;
use kapok_base::Deadline;
use kapok_engine::homes::{Figure, FigureOf, LateJudge, OrganiserHome, Overdue, Running};
use kapok_engine::submit::{Edition, PublicEdition};
use kapok_judging::phase::Phase;

/// Names of what is missing, or of whoever is late, that are shown.
const NAMED: usize = 4;

/// The editions that the reader runs or audits.
pub(super) struct Runs {
    pub(super) running: Vec<RunningView>,
    pub(super) others: Vec<Edition>,
}

/// An edition under way.
pub(super) struct RunningView {
    pub(super) edition: Edition,
    pub(super) phase: String,
    pub(super) funnel: Vec<FigureView>,
    pub(super) due: Option<(Deadline, bool)>,
    pub(super) judges: Vec<LateJudge>,
    /// Judges who owe something besides those named.
    pub(super) more_judges: usize,
    /// Scorecards owed by all of them.
    pub(super) owed: usize,
    /// How many judges owe them.
    pub(super) owing: usize,
    /// Where the scorecards owed are listed.
    pub(super) matrix: String,
    pub(super) overdue: Vec<Overdue>,
    pub(super) step: Step,
}

/// A figure with the address of what it counts.
pub(super) struct FigureView {
    pub(super) name: String,
    pub(super) count: usize,
    pub(super) whole: Option<usize>,
    /// What it is a part of, in words.
    pub(super) of: String,
    pub(super) href: String,
}

/// The next step.
pub(super) struct Step {
    /// The phase that comes next: its name, and how it is sent.
    pub(super) to: Option<(String, String)>,
    /// Why it cannot come yet; empty when it can.
    pub(super) why: String,
    /// What is missing, as far as it is named.
    pub(super) missing: Vec<String>,
    /// What else is missing.
    pub(super) more: usize,
    /// The deadline that has to pass first.
    pub(super) until: Option<Deadline>,
    /// Where what is missing is done: address and the key of its words.
    pub(super) mend: Option<(String, &'static str)>,
    pub(super) may_move: bool,
}

impl Runs {
    pub(super) fn of(view: &View, home: OrganiserHome) -> Self {
        let running = home.running.into_iter().map(|one| running(view, one)).collect();
        Self { running, others: home.others }
    }
}

fn running(view: &View, one: Running) -> RunningView {
    let step = step(view, &one);
    let Running { edition, funnel, due, mut judges, overdue, .. } = one;
    let funnel = funnel.into_iter().map(|figure| figure_view(view, &edition, figure)).collect();
    let (owing, owed) = (judges.len(), judges.iter().map(|judge| judge.outstanding).sum());
    judges.truncate(NAMED);
    RunningView {
        phase: view.say(&phase_key(edition.phase.kind())),
        more_judges: owing - judges.len(),
        matrix: matrix(&edition),
        funnel,
        due,
        judges,
        owed,
        owing,
        overdue,
        step,
        edition,
    }
}

fn figure_view(view: &View, edition: &Edition, figure: Figure) -> FigureView {
    let desk = format!("/organise/editions/{}", edition.id);
    let (name, of, href) = match &figure.of {
        FigureOf::Begun => (view.say("home-begun"), "", format!("{desk}/submissions")),
        FigureOf::Sealed => (view.say("home-sealed"), "home-of-begun", format!("{desk}/entries")),
        FigureOf::Eligible => {
            (view.say("home-eligible"), "home-of-sealed", format!("{desk}/entries?stage=eligible"))
        }
        FigureOf::Scored { round, name } => (
            view.say_one("home-scored", "round", view.text(name)),
            "home-of-round",
            format!("/organise/rounds/{round}/assignments"),
        ),
        FigureOf::Advanced { label, round } => {
            (view.text(label).to_owned(), "home-of-round", format!("/organise/rounds/{round}/standings"))
        }
        FigureOf::Decided => {
            (view.say("home-decided"), "home-of-eligible", format!("{desk}/entries?stage=decided"))
        }
        FigureOf::Published => (view.say("home-published"), "home-of-eligible", cases_of(edition)),
    };
    let of = figure.whole.filter(|_| !of.is_empty()).map(|whole| view.say_count(of, whole));
    FigureView { name, count: figure.count, whole: figure.whole, of: of.unwrap_or_default(), href }
}

/// The library narrowed to an edition's cases.
fn cases_of(edition: &Edition) -> String {
    let public = PublicEdition::of(edition.clone(), edition.created_at);
    let named = public.library_names().into_iter().map(|name| ("edition".to_owned(), name));
    address("/cases", &named.collect::<Vec<_>>())
}

fn matrix(edition: &Edition) -> String {
    match edition.phase {
        Phase::Judging { round } => format!("/organise/rounds/{round}/assignments"),
        _ => format!("/organise/editions/{}/rounds", edition.id),
    }
}

fn step(view: &View, one: &Running) -> Step {
    let desk = format!("/organise/editions/{}", one.edition.id);
    let to = one.next.to.map(|phase| {
        let name = view.say(&phase_key(phase.kind()));
        match phase {
            Phase::Judging { round } => {
                let of = one.next_round.as_ref().map(|of| format!("{name}: {}", view.text(of)));
                (of.unwrap_or(name), format!("judging {round}"))
            }
            other => (name, other.kind().to_owned()),
        }
    });
    let mut step = Step {
        to,
        why: String::new(),
        missing: Vec::new(),
        more: 0,
        until: None,
        mend: None,
        may_move: one.may_move,
    };
    let Some(refusal) = &one.next.refusal else { return step };
    let standings = match one.edition.phase {
        Phase::Judging { round } => format!("/organise/rounds/{round}/standings"),
        _ => format!("{desk}/rounds"),
    };
    step.mend = Some(match refusal.code {
        "deadline_not_passed" => (format!("{desk}/submissions"), "home-mend-wait"),
        "entries_unscreened" => (format!("{desk}/entries?stage=unscreened"), "home-mend-screen"),
        "round_incomplete" => (format!("{desk}/rounds"), "home-mend-round"),
        "scorecards_outstanding" | "scorecards_too_few" => (matrix(&one.edition), "home-mend-scorecards"),
        "entries_uncut" => (standings, "home-mend-cut"),
        "entries_undecided" => (format!("{desk}/decisions"), "home-mend-decide"),
        "decisions_unannounced" => (format!("{desk}/decisions"), "home-mend-announce"),
        _ => (desk, "home-mend-setup"),
    });
    if refusal.code == "deadline_not_passed" {
        step.until = one.edition.deadlines.closes.clone();
        return step;
    }
    // With hundreds of entries, the first few say what is meant; the list says the rest.
    let mut refusal = refusal.clone();
    step.more = refusal.missing.len().saturating_sub(NAMED);
    refusal.missing.truncate(NAMED);
    let lead = match refusal.code {
        "entries_unscreened" => "home-why-unscreened",
        "scorecards_outstanding" => "home-why-scorecards",
        "scorecards_too_few" => "home-why-too-few",
        "entries_uncut" => "home-why-uncut",
        "entries_undecided" => "home-why-undecided",
        "decisions_unannounced" => "home-why-unannounced",
        _ => {
            step.why = view.words.refusal(&refusal);
            return step;
        }
    };
    step.why = view.say_count(lead, step.more + refusal.missing.len());
    step.missing = refusal.missing;
    step
}
