//! The award as data: labels, form, deadlines, panels and rounds with their rubrics.

use crate::cast::{Cast, Judge};
use crate::rounds;
use crate::{Stage, unplayable};
use kapok_base::{EditionId, Locale, Localized, PanelId, ProgrammeId, RoundId};
use kapok_engine::judge::NewRound;
use kapok_engine::submit::{Move, NewEdition};
use kapok_engine::{Caller, Result};
use kapok_judging::label::Label;
use kapok_library::Themes;
use kapok_submission::{
    Choice, Eligibility, Field, Form, GivenDeadlines, Kind as FieldKind, LibraryRole, Module,
};

/// An edition that has been set up and opened.
pub(crate) struct Edition {
    pub(crate) id: EditionId,
    pub(crate) programme: ProgrammeId,
    pub(crate) panels: Vec<PanelId>,
    pub(crate) rounds: Vec<RoundId>,
    /// The days on which its call opens and closes.
    pub(crate) opens: i64,
    pub(crate) closes: i64,
}

/// What an edition is set up from.
pub(crate) struct Design<'a> {
    pub(crate) programme: ProgrammeId,
    pub(crate) slug: String,
    pub(crate) name: Localized,
    pub(crate) year: i64,
    /// The days on which its call opens, gives feedback to the early, and closes.
    pub(crate) opens: i64,
    pub(crate) early: Option<i64>,
    pub(crate) closes: i64,
    pub(crate) labels: Vec<Label>,
    /// Each panel with its judges and the round that it judges.
    pub(crate) rounds: Vec<(Localized, &'a [Judge], serde_json::Value)>,
    pub(crate) screening: bool,
}

/// Sets an edition up and opens its call.
pub(crate) async fn set_up(stage: &Stage<'_>, cast: &Cast, design: Design<'_>) -> Result<Edition> {
    let engine = stage.engine;
    let Design { programme, opens, closes, .. } = design;
    stage.time.at(engine, opens - 20);
    let deadlines = GivenDeadlines {
        early_bird: design.early.map(|day| stage.time.midnight(day)),
        closes: Some(stage.time.midnight(closes)),
        ..GivenDeadlines::default()
    };
    let new = NewEdition {
        programme,
        slug: design.slug,
        name: design.name,
        year: design.year,
        form: Some(form()?),
        deadlines,
        eligibility: Eligibility { screening: design.screening, ..Eligibility::default() },
        labels: design.labels,
        synthetic: true,
    };
    let id = engine.create_edition(&cast.organiser, new, None).await?.id;
    let (mut panels, mut made) = (Vec::new(), Vec::new());
    for (name, judges, rules) in design.rounds {
        let panel = panel(stage, cast, id, name, judges).await?;
        let new = NewRound { panel, rules: rounds::rules(rules)? };
        made.push(engine.create_round(&cast.organiser, id, new, None).await?.id);
        panels.push(panel);
    }
    stage.time.at(engine, opens);
    go(stage, cast, id, "open").await?;
    Ok(Edition { id, programme, panels, rounds: made, opens, closes })
}

/// Moves an edition to its next phase.
pub(crate) async fn go(stage: &Stage<'_>, cast: &Cast, edition: EditionId, to: &str) -> Result<()> {
    let asked = Move { to: to.to_owned(), round: None, reason: None };
    stage.engine.move_edition(&cast.organiser, edition, asked).await.map(drop)
}

/// A text in both languages of the interface.
pub(crate) fn both(english: &str, chinese: &str) -> Localized {
    Localized::english(english).with(Locale::ZhHans.language(), chinese.to_owned())
}

async fn panel(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: EditionId,
    name: Localized,
    judges: &[Judge],
) -> Result<PanelId> {
    let panel = stage.engine.create_panel(&cast.organiser, edition, name, None).await?;
    for (at, judge) in judges.iter().enumerate() {
        stage.engine.seat_judge(&Caller::system(), panel.id, judge.person, at == 0).await?;
    }
    Ok(panel.id)
}

/// The standard form with the library's own list of themes, and headings in all four languages of the texts.
fn form() -> Result<Form> {
    let mut form = Form::standard();
    let themes = Themes::builtin().map_err(unplayable)?;
    for field in form.modules.iter_mut().flat_map(|module| &mut module.fields) {
        if let FieldKind::LongText { min_characters, .. } = &mut field.kind {
            // Chinese says in forty characters what English says in a hundred.
            *min_characters = (*min_characters).min(30);
        }
        if let (Some(LibraryRole::Themes), FieldKind::Choices { options, .. }) =
            (field.library, &mut field.kind)
        {
            let option =
                |theme: &kapok_library::Theme| Choice { key: theme.key.clone(), label: theme.name.clone() };
            *options = themes.all().iter().map(option).collect();
        }
        for (key, spanish, french) in HEADINGS {
            if field.key == *key {
                for (tag, text) in [("es", spanish), ("fr", french)] {
                    let language = tag.parse().map_err(unplayable)?;
                    field.label = field.label.clone().with(language, (*text).to_owned());
                }
            }
        }
    }
    form.modules.push(keywords()?);
    Ok(form)
}

/// A module more, for keywords.
fn keywords() -> Result<Module> {
    let mut label = both("Keywords", "关键词");
    for (tag, text) in [("es", "Palabras clave"), ("fr", "Mots-clés")] {
        label = label.with(tag.parse().map_err(unplayable)?, text.to_owned());
    }
    let field = Field {
        key: "keywords".to_owned(),
        label: label.clone(),
        help: None,
        kind: FieldKind::ShortText { max_characters: 300 },
        required: false,
        personal: false,
        library: Some(LibraryRole::Section),
    };
    Ok(Module { key: "keywords".to_owned(), label, help: None, fields: vec![field] })
}

/// The headings of the sections in Spanish and French.
pub(crate) const HEADINGS: &[(&str, &str, &str)] = &[
    ("background", "Antecedentes", "Contexte"),
    ("innovation", "Innovación", "Innovation"),
    ("process", "Proceso", "Mise en œuvre"),
    ("outcomes", "Resultados", "Résultats"),
    ("lessons", "Lecciones", "Enseignements"),
];

/// The labels of the large award.
pub(crate) fn labels() -> Vec<Label> {
    vec![
        label("winner", "Winner", "获奖", 5),
        label("special_mention", "Special mention", "特别提名", 3),
        label("medal_of_honour", "Medal of honour", "荣誉奖章", 15),
        label("shortlisted", "Shortlisted", "入围", 15),
        label("deserving", "Deserving", "专家推荐", 30),
    ]
}

/// A label that everybody may see.
pub(crate) fn label(key: &str, english: &str, chinese: &str, quota: u32) -> Label {
    Label { key: key.to_owned(), name: both(english, chinese), quota: Some(quota), public: true }
}
