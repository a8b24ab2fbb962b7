//! A letter's form: what can be chosen, what was typed, and whom a letter is for in words.

use crate::app::App;
use crate::fault::Answer;
use crate::form::{Choice, Form};
use crate::pages::choices;
use crate::pages::entrant::names;
use crate::view::View;
use kapok_base::{Localized, Refusal};
use kapok_engine::judge::Edition;
use kapok_engine::letters::{Audience, Content, Dossiers, Field, KnownStage};
use std::collections::BTreeSet;

/// What an audience can be put together from in an edition.
pub(super) struct Places {
    /// Everybody a letter can be for: entrants, each panel, each round's late judges.
    pub(super) groups: Vec<Choice>,
    pub(super) stages: Vec<Choice>,
    /// The labels that are ever public.
    pub(super) labels: Vec<Choice>,
    pub(super) countries: Vec<Choice>,
}

impl Places {
    pub(super) async fn load(app: &App, view: &View, edition: &Edition) -> Answer<Self> {
        let mut groups = vec![choices::choice("entrants", view.say("letters-to-entrants"))];
        for found in app.engine().list_panels(&view.caller, edition.id).await? {
            let name = view.text(&found.panel.name);
            let label = view.say_one("letters-to-judges", "panel", name);
            groups.push(choices::choice(format!("judges.{}", found.panel.id), label));
        }
        for round in app.engine().list_rounds(&view.caller, edition.id).await? {
            let label = view.say_one("letters-to-outstanding", "round", view.text(&round.rules.name));
            groups.push(choices::choice(format!("outstanding.{}", round.id), label));
        }
        let stage = |stage: KnownStage| choices::choice(stage.as_str(), stage_words(view, stage));
        let label = |label: &kapok_judging::label::Label| choices::choice(&label.key, view.text(&label.name));
        Ok(Self {
            groups,
            stages: KnownStage::ALL.map(stage).into(),
            labels: edition.labels.iter().filter(|label| label.public).map(label).collect(),
            countries: choices::of_countries(view),
        })
    }

    /// Whom a letter is for, in words.
    pub(super) fn audience(&self, view: &View, audience: &Audience) -> String {
        let group = self.groups.iter().find(|group| group.value == group_value(audience));
        let mut parts = vec![group.map(|group| group.label.clone()).unwrap_or_default()];
        if let Audience::Entrants(dossiers) = audience {
            parts.extend(dossiers.stages.iter().map(|stage| stage_words(view, *stage)));
            let named = |key: &String| {
                let label = self.labels.iter().find(|label| label.value == *key);
                label.map_or_else(|| key.clone(), |label| label.label.clone())
            };
            parts.extend(dossiers.labels.iter().map(named));
            parts.extend(dossiers.unlabelled.then(|| view.say("letters-unlabelled")));
            parts.extend(dossiers.countries.iter().map(|code| choices::country(view, code)));
        }
        parts.join(" · ")
    }
}

fn stage_words(view: &View, stage: KnownStage) -> String {
    view.say(&format!("letters-stage-{}", stage.as_str()))
}

/// The merge fields with what each is filled by.
pub(super) fn fields(view: &View) -> Vec<Choice> {
    let field = |field: Field| {
        let name = field.as_str();
        choices::choice(format!("{{{name}}}"), view.say(&format!("letters-field-{name}")))
    };
    Field::ALL.map(field).into()
}

fn group_value(audience: &Audience) -> String {
    match audience {
        Audience::Entrants(_) => "entrants".to_owned(),
        Audience::Judges { panel } => format!("judges.{panel}"),
        Audience::Outstanding { round } => format!("outstanding.{round}"),
    }
}

/// The form of a letter that is there.
pub(super) fn filled(content: &Content) -> Form {
    let mut pairs = vec![
        ("audience.to".to_owned(), group_value(&content.audience)),
        ("reply_to".to_owned(), content.reply_to.clone().unwrap_or_default()),
    ];
    for (name, words) in [("subject", &content.subject), ("body", &content.body)] {
        pairs.extend(words.iter().map(|(language, text)| (format!("{name}.texts.{language}"), text.clone())));
    }
    if let Audience::Entrants(dossiers) = &content.audience {
        let pair = |name: &str, value: &str| (format!("audience.{name}"), value.to_owned());
        pairs.extend(dossiers.stages.iter().map(|stage| pair("stages", stage.as_str())));
        pairs.extend(dossiers.labels.iter().map(|label| pair("labels", label)));
        pairs.extend(dossiers.countries.iter().map(|country| pair("countries", country)));
        pairs.extend(dossiers.unlabelled.then(|| pair("unlabelled", "yes")));
    }
    Form::of(pairs)
}

/// The letter that was typed; languages that the form does not show stay.
pub(super) fn typed(form: &Form, before: Option<&Content>) -> Result<Content, Refusal> {
    Ok(Content {
        subject: names(form, "subject", before.map(|content| &content.subject))?,
        body: lines(&names(form, "body", before.map(|content| &content.body))?),
        reply_to: form.given("reply_to"),
        audience: audience(form)?,
    })
}

/// Browsers end the lines of a text with two characters; letters with one.
fn lines(text: &Localized) -> Localized {
    let (original, first) = text.best(text.original());
    let mut unified = Localized::new(original.clone(), first.replace("\r\n", "\n"));
    for (language, text) in text.iter() {
        unified = unified.with(language.clone(), text.replace("\r\n", "\n"));
    }
    unified
}

fn audience(form: &Form) -> Result<Audience, Refusal> {
    let wrong = || Refusal::invalid("required").at("/audience/to");
    let to = form.value("audience.to");
    if to == "entrants" {
        let set = |name: &str| form.values(name).iter().filter(|value| !value.is_empty()).cloned().collect();
        let stages = form.values("audience.stages").iter().filter_map(|stage| KnownStage::named(stage));
        return Ok(Audience::Entrants(Dossiers {
            stages: stages.collect::<BTreeSet<_>>(),
            labels: set("audience.labels"),
            unlabelled: form.holds("audience.unlabelled", "yes"),
            countries: set("audience.countries"),
        }));
    }
    match to.split_once('.') {
        Some(("judges", panel)) => Ok(Audience::Judges { panel: panel.parse().map_err(|_| wrong())? }),
        Some(("outstanding", round)) => {
            Ok(Audience::Outstanding { round: round.parse().map_err(|_| wrong())? })
        }
        _ => Err(wrong()),
    }
}
