//! Pages of judging: the organiser's desk, the judge's evening, and what everybody reads.

mod balance;
mod comparing;
mod confirmation;
mod decisions;
mod declaration;
mod entries;
mod found;
mod grounds;
mod habits;
mod hearings;
mod matrix;
mod meeting;
mod methods;
mod my_round;
mod own;
mod pace;
mod panels;
mod patience;
mod plan;
mod profile;
mod progress;
mod results;
mod rounds;
mod rules;
mod scoring;
mod second_wave;
mod shortlisting;
mod standings;
mod sureness;

use crate::fault::Answer;
use crate::routes::Routes;
use crate::view::View;
use crate::{App, Form};
use kapok_base::{EditionId, Instant, Refusal, Version};
use kapok_engine::judge::Edition;
use kapok_judging::label;
use kapok_judging::stage::{RoundState, Stage};

pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = entries::routes(routes);
    let routes = panels::routes(routes);
    let routes = rounds::routes(routes);
    let routes = matrix::routes(routes);
    let routes = plan::routes(routes);
    let routes = second_wave::routes(routes);
    let routes = progress::routes(routes);
    let routes = my_round::routes(routes);
    let routes = comparing::routes(routes);
    let routes = standings::routes(routes);
    let routes = shortlisting::routes(routes);
    let routes = methods::routes(routes);
    let routes = meeting::routes(routes);
    let routes = confirmation::routes(routes);
    let routes = hearings::routes(routes);
    let routes = decisions::routes(routes);
    let routes = results::routes(routes);
    let routes = profile::routes(routes);
    let routes = declaration::routes(routes);
    scoring::routes(routes)
}

/// The part of an edition's desk that a page is: the tab that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Entries,
    Panels,
    Rounds,
    Hearings,
    Decisions,
    Letters,
}

/// What every page of an edition's desk shows above its own: the edition and its tabs.
pub(crate) struct Desk {
    pub(crate) edition: Edition,
    tab: Tab,
}

/// One tab.
pub(crate) struct TabLink {
    pub(crate) href: String,
    pub(crate) key: &'static str,
    pub(crate) current: bool,
}

impl Desk {
    /// The desk of an edition that the reader runs or audits.
    pub(crate) async fn load(app: &App, view: &View, edition: EditionId, tab: Tab) -> Answer<Self> {
        let edition = app.engine().get_whole_edition(&view.caller, edition).await?;
        Ok(Self { edition, tab })
    }

    /// The tabs.
    pub(crate) fn tabs(&self) -> Vec<TabLink> {
        let all = [
            (Tab::Entries, "entries", "judge-entries"),
            (Tab::Panels, "panels", "judge-panels"),
            (Tab::Rounds, "rounds", "judge-rounds"),
            (Tab::Hearings, "hearings", "judge-hearings"),
            (Tab::Decisions, "decisions", "judge-decisions"),
            (Tab::Letters, "letters", "letters-letters"),
        ];
        let link = |(tab, path, key)| TabLink {
            href: format!("/organise/editions/{}/{path}", self.edition.id),
            key,
            current: tab == self.tab,
        };
        all.map(link).into()
    }

    /// What people read for a label of the edition.
    pub(crate) fn label(&self, view: &View, key: &str) -> String {
        label::find(&self.edition.labels, key).map_or(key, |label| view.text(&label.name)).to_owned()
    }

    /// The address of the edition's letters.
    pub(crate) fn letters(&self) -> String {
        format!("/organise/editions/{}/letters", self.edition.id)
    }

    /// The address of the edition's own set-up.
    pub(crate) fn home(&self) -> String {
        format!("/organise/editions/{}", self.edition.id)
    }
}

/// The badge of a stage: colour and key of its words.
pub(crate) fn badge(stage: &Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Sealed { .. } => ("info", "judge-stage-sealed"),
        Stage::Returned { .. } => ("warn", "judge-stage-returned"),
        Stage::Ineligible { .. } => ("bad", "judge-stage-ineligible"),
        Stage::Eligible { .. } => ("good", "judge-stage-eligible"),
        Stage::InRound { place, .. } => match place.state {
            RoundState::Judging => ("accent", "judge-stage-judging"),
            RoundState::Advanced => ("good", "judge-stage-advanced"),
            RoundState::Stopped => ("", "judge-stage-stopped"),
        },
        Stage::Decided { .. } => ("good", "judge-stage-decided"),
        Stage::Withdrawn { .. } => ("bad", "judge-stage-withdrawn"),
    }
}

/// Why an entry stands where it stands, where a reason was given.
pub(crate) fn stage_reason(stage: &Stage) -> &str {
    match stage {
        Stage::Returned { reason, .. }
        | Stage::Ineligible { reason, .. }
        | Stage::Withdrawn { reason, .. } => reason,
        Stage::Sealed { .. } | Stage::Eligible { .. } | Stage::InRound { .. } | Stage::Decided { .. } => "",
    }
}

/// The version that a form was filled in at.
pub(crate) fn version(form: &Form) -> Result<Option<Version>, Refusal> {
    Ok(form.parsed::<i64>("version")?.map(Version))
}

/// A local time as a browser's field sends it, in a zone: `2026-06-01T09:00`.
pub(crate) fn local_instant(text: &str, zone: &str) -> Option<Instant> {
    let seconds = if text.len() == 16 { ":00" } else { "" };
    let deadline = kapok_base::Deadline::new(&format!("{text}{seconds}"), zone).ok()?;
    Some(deadline.last_second())
}
