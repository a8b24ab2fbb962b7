//! A round by every method at hand, side by side: which entries are above the line whatever the method, and which hang on it.

use super::standings::percent;
use super::{Desk, Tab, patience};
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::pages::Page;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{EntryId, RoundId};
use kapok_engine::judge::{Column, Entry, Estimate, JudgeByMethods, Measure, MethodOf, Methods, Severity};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/organise/rounds/{id}/methods", Action::SeeStandings, show)
}

#[derive(Template)]
#[template(path = "judge/methods.html")]
struct MethodsPage {
    view: View,
    desk: Desk,
    methods: Methods,
}

/// An entry by every method.
struct Row {
    entry: Entry,
    /// By each method its rank, and the value that it goes by.
    cells: Vec<(String, String)>,
    agreed: bool,
    disputed: bool,
}

/// A judge by every method that tells of judges; a criterion by Rasch.
struct Measured {
    name: String,
    cells: Vec<String>,
}

/// A figure of how far the judges agree.
struct Told {
    word: String,
    figure: String,
    help: String,
}

const NOTHING: &str = "—";
/// Entries that have a row; further down nothing hangs on the method.
const SHOWN: usize = 300;

impl MethodsPage {
    fn heads(&self) -> Vec<String> {
        self.methods.columns.iter().map(|column| self.head(&column.method)).collect()
    }

    /// What the columns of judges are.
    fn measures(&self) -> Vec<String> {
        let keys = ["methods-adjusted", "methods-random", "methods-rasch", "methods-infit", "methods-outfit"];
        keys.map(|key| self.view.say(key)).into()
    }

    fn head(&self, method: &MethodOf) -> String {
        match method {
            MethodOf::Mean => self.view.say("methods-mean"),
            MethodOf::Adjusted => self.view.say("methods-adjusted"),
            MethodOf::AdjustedRandom => self.view.say("methods-random"),
            MethodOf::Rasch => self.view.say("methods-rasch"),
            MethodOf::Criterion(key) => self.criterion(key),
        }
    }

    fn criterion(&self, key: &str) -> String {
        let criteria = &self.methods.standings.round.rules.rubric.criteria;
        let found = criteria.iter().find(|criterion| criterion.key == key);
        found.map_or(key, |criterion| self.view.text(&criterion.label)).to_owned()
    }

    /// The entries, the best by the round's own method first.
    fn rows(&self) -> Vec<Row> {
        let of = &self.methods.standings;
        let mut ids: Vec<EntryId> = of.standings.ranked.iter().map(|s| s.entry).collect();
        ids.sort_by_key(|id| of.places.get(id).map_or(usize::MAX, |place| place.ranks.0));
        let row = |id: EntryId| {
            Some(Row {
                entry: of.entries.get(&id)?.clone(),
                cells: self.methods.columns.iter().map(|column| cell(column, id)).collect(),
                agreed: self.methods.agreed.contains(&id),
                disputed: self.methods.disputed.contains(&id),
            })
        };
        ids.into_iter().take(SHOWN).filter_map(row).collect()
    }

    /// How many entries have no row.
    fn hidden(&self) -> usize {
        self.methods.standings.standings.ranked.len().saturating_sub(SHOWN)
    }

    /// How many entries are above the line whatever the method, and how many hang on it.
    fn verdict(&self) -> Option<String> {
        let (agreed, disputed) = (self.methods.agreed.len(), self.methods.disputed.len());
        let args = [("agreed", agreed.into()), ("disputed", disputed.into())];
        (agreed + disputed > 0).then(|| self.view.say_with("methods-verdict", &args))
    }

    /// What could not be told, and why.
    fn gaps(&self) -> Vec<String> {
        let nothing = |column: &&Column| column.entries.is_empty();
        let missing = self.methods.columns.iter().filter(nothing).map(|column| self.head(&column.method));
        let missing: Vec<String> = missing.collect();
        let said = || self.view.say_with("methods-missing", &[("methods", missing.join(", ").into())]);
        let unsettled = self.methods.rasch_settled == Some(false);
        let told = [(!missing.is_empty()).then(said), unsettled.then(|| self.view.say("methods-unsettled"))];
        told.into_iter().flatten().collect()
    }

    fn judges(&self) -> Vec<Measured> {
        let row = |judge: &JudgeByMethods| {
            let severities = [judge.adjusted, judge.random].map(severity);
            let cells = severities.into_iter().chain(measure(judge.rasch.as_ref())).collect();
            Measured { name: judge.name.clone(), cells }
        };
        self.methods.judges.iter().map(row).collect()
    }

    fn criteria(&self) -> Vec<Measured> {
        let row = |(key, found): (&String, &Measure)| Measured {
            name: self.criterion(key),
            cells: measure(Some(found)).into(),
        };
        self.methods.criteria.iter().map(row).collect()
    }

    fn agreement(&self) -> Vec<Told> {
        let of = &self.methods.agreement;
        let found = of.generalisability;
        let figures = [
            ("icc-single", of.icc_single.map(decimals)),
            ("icc-mean", of.icc_mean.map(decimals)),
            ("alpha", of.alpha.map(decimals)),
            ("concordance", of.concordance.map(decimals)),
            ("found-adjusted", found.map(|found| percent(found.adjusted))),
            ("found-raw", found.map(|found| percent(found.raw))),
        ];
        let told = |(key, figure): (&str, Option<String>)| Told {
            word: self.view.say(&format!("methods-{key}")),
            figure: figure.unwrap_or_else(|| NOTHING.to_owned()),
            help: self.view.say(&format!("methods-{key}-help")),
        };
        figures.map(told).into()
    }
}

fn decimals(value: f64) -> String {
    format!("{value:.2}")
}

/// The rank, and the value that it goes by.
fn cell(column: &Column, entry: EntryId) -> (String, String) {
    let Some(Estimate { value, error, rank }) = column.entries.get(&entry) else {
        return (NOTHING.to_owned(), String::new());
    };
    let error = error.map(|error| format!(" ± {error:.2}")).unwrap_or_default();
    (rank.to_string(), format!("{value:.2}{error}"))
}

/// A severity with its standard error.
fn severity(of: Option<Severity>) -> String {
    of.map_or(NOTHING.to_owned(), |of| format!("{:+.2} ± {:.2}", of.severity, of.standard_error))
}

/// A measure in logits with its standard error, infit and outfit.
fn measure(of: Option<&Measure>) -> [String; 3] {
    let Some(of) = of else { return [NOTHING; 3].map(str::to_owned) };
    let square = |value: Option<f64>| value.map_or(NOTHING.to_owned(), decimals);
    [format!("{:+.2} ± {:.2}", of.measure, of.error), square(of.infit), square(of.outfit)]
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>, pairs: Pairs) -> Answer {
    let figured = {
        let view = view.clone();
        async move {
            let methods = app.engine().compare_methods(&view.caller, id).await?;
            let desk = Desk::load(&app, &view, methods.standings.round.edition, Tab::Rounds).await?;
            Ok(Page(MethodsPage { view, desk, methods }))
        }
    };
    patience::soon(view, &pairs, figured).await
}
