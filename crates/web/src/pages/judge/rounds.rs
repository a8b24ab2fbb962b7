//! Setting rounds up: panel, rubric, scale and lines.

use super::rules::{CRITERIA, CUTS, QUOTAS, TRAITS, filled, typed};
use super::{Desk, Tab, found, version};
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, RoundId};
use kapok_engine::judge::{NewRound, PanelView, Round};
use kapok_judging::conflict::found::FoundGround;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/editions/{id}/rounds", Action::SeeEdition, list)
        .post("/organise/editions/{id}/rounds", Action::SetUpEdition, create)
        .get("/organise/rounds/{id}", Action::SeeEdition, show)
        .post("/organise/rounds/{id}", Action::SetUpEdition, save)
}

#[derive(Template)]
#[template(path = "judge/rounds.html")]
struct RoundsPage {
    view: View,
    desk: Desk,
    rounds: Vec<Round>,
    panels: Vec<PanelView>,
    form: Form,
    /// The round that is edited; none when a new one is set up.
    round: Option<Round>,
}

impl RoundsPage {
    fn panel_of(&self, round: &Round) -> String {
        let panel = self.panels.iter().find(|p| p.panel.id == round.panel);
        panel.map(|p| self.view.text(&p.panel.name).to_owned()).unwrap_or_default()
    }

    fn panel_choices(&self) -> Vec<Choice> {
        let choice = |p: &PanelView| choices::choice(p.panel.id.to_string(), self.view.text(&p.panel.name));
        self.panels.iter().map(choice).collect()
    }

    fn kinds(&self) -> Vec<Choice> {
        ["scoring", "hearing", "pass_fail", "pairwise"].map(|k| choices::choice(k, self.say_kind(k))).into()
    }

    fn say_kind(&self, kind: &str) -> String {
        self.view.say(&format!("judge-kind-{}", kind.replace('_', "-")))
    }

    fn kind_of(&self, round: &Round) -> String {
        use kapok_judging::round::RoundKind;
        self.say_kind(match round.rules.kind {
            RoundKind::Scoring => "scoring",
            RoundKind::Hearing => "hearing",
            RoundKind::PassFail => "pass_fail",
            RoundKind::Pairwise => "pairwise",
        })
    }

    fn label_choices(&self) -> Vec<Choice> {
        let choice =
            |l: &kapok_judging::label::Label| choices::choice(l.key.clone(), self.view.text(&l.name));
        self.desk.edition.labels.iter().map(choice).collect()
    }

    fn cut_rules(&self) -> Vec<Choice> {
        ["top", "share", "at_least"]
            .map(|k| choices::choice(k, self.view.say(&format!("judge-cut-{}", k.replace('_', "-")))))
            .into()
    }

    fn ties(&self) -> Vec<Choice> {
        let choice = |k| choices::choice(k, self.view.say(&format!("judge-ties-{k}")));
        ["admitted", "referred", "broken"].map(choice).into()
    }

    fn methods(&self) -> Vec<Choice> {
        ["mean", "adjusted"]
            .map(|k| choices::choice(k, self.view.say(&format!("judge-method-by-{k}"))))
            .into()
    }

    fn traits(&self) -> Vec<Choice> {
        TRAITS.map(|(k, _)| choices::choice(k, self.view.say(&format!("judge-trait-{k}")))).into()
    }

    fn quotas(&self, cut: &str) -> Vec<String> {
        (0..QUOTAS).map(|i| format!("{cut}.quotas.{i}")).collect()
    }

    /// The grounds of conflicts that can be looked for: the field of each, and its words.
    fn grounds(&self) -> Vec<(String, String)> {
        let field = |ground: FoundGround| format!("rules.conflicts.{}", ground.as_str());
        FoundGround::ALL.map(|ground| (field(ground), found::ground(&self.view, ground))).into()
    }

    fn weights(&self) -> Vec<Choice> {
        found::weights(&self.view)
    }

    fn criteria(&self) -> Vec<String> {
        (0..CRITERIA).map(|i| format!("rules.rubric.criteria.{i}")).collect()
    }

    fn cuts(&self) -> Vec<String> {
        (0..CUTS).map(|i| format!("rules.cuts.{i}")).collect()
    }

    fn criterion(&self, number: &usize) -> String {
        self.view.say_count("judge-criterion", *number)
    }

    fn cut(&self, number: &usize) -> String {
        self.view.say_count("judge-cut", *number)
    }

    /// Whether a line says more than the form shows at once, or something there was refused.
    fn has_more(&self, cut: &str) -> bool {
        let fields =
            ["ties.broken.by", "ties", "quotas.0.by", "quotas.0.least", "quotas.0.most", "quotas.1.by"];
        fields.iter().any(|field| {
            let name = format!("{cut}.{field}");
            self.form.is_wrong(&name) || (*field != "ties" && !self.form.value(&name).is_empty())
        })
    }

    fn sub(&self, prefix: &str, field: &str) -> String {
        format!("{prefix}.{field}")
    }

    fn action(&self) -> String {
        match &self.round {
            Some(round) => format!("/organise/rounds/{}", round.id),
            None => format!("/organise/editions/{}/rounds", self.desk.edition.id),
        }
    }
}

async fn page(app: &App, view: View, id: EditionId, form: Form, round: Option<Round>) -> Answer<RoundsPage> {
    let desk = Desk::load(app, &view, id, Tab::Rounds).await?;
    let rounds = app.engine().list_rounds(&view.caller, id).await?;
    let panels = app.engine().list_panels(&view.caller, id).await?;
    Ok(RoundsPage { view, desk, rounds, panels, form, round })
}

async fn list(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    Ok(Page(page(&app, view, id, filled(None), None).await?).into_response())
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>) -> Answer {
    let round = app.engine().get_round(&view.caller, id).await?;
    let form = filled(Some(&round));
    Ok(Page(page(&app, view, round.edition, form, Some(round)).await?).into_response())
}

async fn create(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let answer = match typed(&form, None) {
        Ok(NewRound { panel, rules }) => {
            app.engine().create_round(&view.caller, id, NewRound { panel, rules }, None).await.map(drop)
        }
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(()) => Ok(Flash::good("saved").to(&format!("/organise/editions/{id}/rounds"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, id, form, None).await?).refused().into_response())
        }
    }
}

async fn save(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let round = app.engine().get_round(&view.caller, id).await?;
    let asked = typed(&form, Some(&round)).and_then(|new| Ok((new, version(&form)?)));
    let answer = match asked {
        Ok((new, version)) => app.engine().update_round(&view.caller, id, version, new).await,
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(_) => Ok(Flash::good("saved").to(&format!("/organise/rounds/{id}"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, round.edition, form, Some(round)).await?).refused().into_response())
        }
    }
}
