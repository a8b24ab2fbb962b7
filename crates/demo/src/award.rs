//! The award as data: labels, form, deadlines, two rounds with their rubrics.

use crate::Stage;
use crate::cast::{Cast, Judge};
use kapok_base::{EditionId, Locale, Localized, PanelId, RoundId};
use kapok_engine::judge::NewRound;
use kapok_engine::submit::{Move, NewEdition};
use kapok_engine::{Caller, Error, Result};
use kapok_judging::label::Label;
use kapok_judging::round::RoundRules;
use kapok_submission::{Eligibility, Form, GivenDeadlines, Kind as FieldKind};
use serde_json::{Value, json};

/// An edition that has been set up and opened.
pub(crate) struct Edition {
    pub(crate) id: EditionId,
    pub(crate) panels: [PanelId; 2],
    pub(crate) rounds: [RoundId; 2],
    /// The days on which its call opens and closes.
    pub(crate) opens: i64,
    pub(crate) closes: i64,
}

/// Sets an edition up and opens it on day `opens`.
pub(crate) async fn set_up(
    stage: &Stage<'_>,
    cast: &Cast,
    year: i64,
    opens: i64,
    closes: i64,
) -> Result<Edition> {
    let engine = stage.engine;
    stage.time.at(engine, opens - 5);
    let new = NewEdition {
        programme: cast.programme,
        slug: year.to_string(),
        name: both(&format!("{year} edition"), &format!("{year} 年度")),
        year,
        form: Some(form()),
        deadlines: GivenDeadlines { closes: Some(stage.time.midnight(closes)), ..GivenDeadlines::default() },
        eligibility: Eligibility::default(),
        labels: labels(),
        synthetic: true,
    };
    let id = engine.create_edition(&cast.organiser, new, None).await?.id;
    let committee =
        panel(stage, cast, id, both("Technical committee", "技术委员会"), &cast.committee).await?;
    let jury = panel(stage, cast, id, both("Jury", "评审团"), &cast.jury).await?;
    let first = NewRound { panel: committee, rules: rules(first_round(stage, closes))? };
    let second = NewRound { panel: jury, rules: rules(second_round())? };
    let first = engine.create_round(&cast.organiser, id, first).await?.id;
    let second = engine.create_round(&cast.organiser, id, second).await?.id;
    stage.time.at(engine, opens);
    go(stage, cast, id, "open").await?;
    Ok(Edition { id, panels: [committee, jury], rounds: [first, second], opens, closes })
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
    let panel = stage.engine.create_panel(&cast.organiser, edition, name).await?;
    for (at, judge) in judges.iter().enumerate() {
        stage.engine.seat_judge(&Caller::system(), panel.id, judge.person, at == 0).await?;
    }
    Ok(panel.id)
}

/// The standard form without what the demonstration's short texts leave out.
fn form() -> Form {
    let mut form = Form::standard();
    for field in form.modules.iter_mut().flat_map(|module| &mut module.fields) {
        field.required &= field.key != "process";
        if let FieldKind::LongText { min_characters, .. } = &mut field.kind {
            *min_characters = 0;
        }
    }
    form
}

fn labels() -> Vec<Label> {
    let label = |key: &str, name: Localized, quota: u32| Label {
        key: key.to_owned(),
        name,
        quota: Some(quota),
        public: true,
    };
    vec![
        label("winner", both("Winner", "获奖"), 3),
        label("special-mention", both("Special mention", "特别提名"), 2),
        label("medal", both("Medal of honour", "荣誉奖章"), 8),
        label("shortlisted", both("Shortlisted", "入围"), 8),
        label("deserving", both("Deserving", "专家推荐"), 6),
    ]
}

fn rules(rules: Value) -> Result<RoundRules> {
    serde_json::from_value(rules).map_err(|e| Error::Internal(format!("the demonstration's rules: {e}")))
}

fn criterion(key: &str, english: &str, chinese: &str, weight: u32) -> Value {
    json!({ "key": key, "label": both(english, chinese), "weight": weight })
}

fn scale() -> Value {
    let anchor = |at: u32, english: &str, chinese: &str| json!({ "at": at, "text": both(english, chinese) });
    json!({ "min": 1, "max": 10, "step": 0.5, "anchors": [
        anchor(1, "Nothing to be seen of it", "几乎没有体现"),
        anchor(4, "Some of it, unevenly", "有所体现,但不均衡"),
        anchor(7, "Clearly, with evidence", "清楚体现,并有证据"),
        anchor(10, "As good as I have ever seen", "所见之最佳"),
    ] })
}

fn first_round(stage: &Stage<'_>, closes: i64) -> Value {
    let due = stage.time.midnight(closes + 45);
    let due = due.resolve("/due").ok();
    json!({
        "name": both("Technical committee", "技术委员会评审"),
        "kind": "scoring",
        "due": due,
        "minimum_scorecards": 3,
        "rubric": { "scale": scale(), "criteria": [
            criterion("innovation", "Innovation", "创新性", 3),
            criterion("effectiveness", "Effectiveness", "成效性", 3),
            criterion("replicability", "Replicability", "可复制性", 2),
            criterion("significance", "Significance", "重要性", 2),
        ] },
        "cuts": [
            { "rule": { "kind": "top", "count": 8 }, "label": "shortlisted", "advances": true, "ties": "referred" },
            { "rule": { "kind": "top", "count": 6 }, "label": "deserving", "advances": false, "ties": "referred" },
        ],
    })
}

fn second_round() -> Value {
    json!({
        "name": both("Jury hearing", "评审团听证"),
        "kind": "hearing",
        "minimum_scorecards": 4,
        "rubric": { "scale": scale(), "criteria": [
            criterion("impact", "Impact", "影响力", 2),
            criterion("participation", "Participation", "参与度", 1),
            criterion("learnability", "What others can learn", "可学习性", 2),
            criterion("defence", "The defence", "答辩表现", 1),
        ] },
    })
}
