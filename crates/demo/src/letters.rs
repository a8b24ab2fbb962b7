//! What the secretariat writes: notices of what was announced, reminders, a draft.

use crate::award::{Edition, both};
use crate::cast::Cast;
use crate::{Stage, unplayable};
use kapok_base::Localized;
use kapok_engine::Result;
use kapok_engine::letters::{Audience, Content, Dossiers, KnownStage, Letter, Sending};

const OFFICE: &str = "office@award.example";

/// Tells the shortlisted that they are, and what comes next.
pub(crate) async fn notify_shortlisted(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    let subject = both("Shortlisted: {title}", "入围通知：{title}");
    let body = both(
        "Dear {name},\n\n“{title}” ({reference}) of {entity} is among the fifteen shortlisted initiatives of {edition}. \
         We congratulate you and your colleagues.\n\nThe hearings are held online and in Guangzhou. Your turn and its \
         time are on the page of your dossier:\n{link}\n\nThe secretariat",
        "{name}，您好：\n\n{entity}的“{title}”（{reference}）入围{edition}的十五个项目。谨向您和您的同事表示祝贺。\n\n\
         答辩将在线上和广州举行。您的场次和时间见材料页面：\n{link}\n\n秘书处",
    );
    let letter = write(stage, cast, edition, subject, body, labelled("shortlisted")).await?;
    send(stage, cast, &letter).await
}

/// Congratulates the winners.
pub(crate) async fn congratulate(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    let subject = both("{edition}: {entity} wins", "{edition}：{entity}获奖");
    let body = both(
        "Dear {name},\n\nthe jury has given one of the five awards of {edition} to “{title}”. Its citation is public \
         now. We shall write about the ceremony in a letter of its own.\n\n{link}\n\nThe secretariat",
        "{name}，您好：\n\n评审团将{edition}的五个奖项之一授予“{title}”，颁奖词现已公布。颁奖典礼事宜将另函通知。\n\n{link}\n\n秘书处",
    );
    let letter = write(stage, cast, edition, subject, body, labelled("winner")).await?;
    send(stage, cast, &letter).await
}

/// Reminds the judges who owe scorecards; leaves a draft behind and a letter that is held.
pub(crate) async fn remind(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    let round = *edition.rounds.first().ok_or_else(|| unplayable("an edition without rounds"))?;
    let subject = both("{outstanding} scorecards to go", "还有 {outstanding} 份评分表");
    let body = both(
        "Dear {name},\n\nyou still have {outstanding} scorecards in {round}; they are due by {deadline}. What you have \
         begun is kept:\n{link}\n\nThe secretariat",
        "{name}，您好：\n\n您在{round}中还有 {outstanding} 份评分表，截止时间为 {deadline}。已填写的内容均已保存：\n{link}\n\n秘书处",
    );
    let letter = write(stage, cast, edition, subject, body, Audience::Outstanding { round }).await?;
    send(stage, cast, &letter).await?;

    let subject = both("Your dossier is being judged", "您的材料正在评审");
    let body = both(
        "Dear {name},\n\n“{title}” of {entity} is with the technical committee of {edition}. The shortlist is announced \
         for everybody at the same moment; until then we cannot say more.\n\n{link}\n\nThe secretariat",
        "{name}，您好：\n\n{entity}的“{title}”正由{edition}的技术委员会评审。入围名单将同时向所有人公布，在此之前无法告知更多。\n\n{link}\n\n秘书处",
    );
    let eligible = Dossiers { stages: [KnownStage::Eligible].into(), ..Dossiers::default() };
    write(stage, cast, edition, subject, body, Audience::Entrants(eligible)).await?;

    let subject = both("Shortlisted: {title}", "入围通知：{title}");
    let body = both(
        "Dear {name},\n\n“{title}” of {entity} is on the shortlist.\n\n{link}",
        "{name}，您好：\n\n{entity}的“{title}”已入围。\n\n{link}",
    );
    let letter = write(stage, cast, edition, subject, body, labelled("shortlisted")).await?;
    stage.engine.hold_letter(&cast.organiser, letter.id, Some(letter.version), None, false).await.map(drop)
}

fn labelled(label: &str) -> Audience {
    Audience::Entrants(Dossiers { labels: [label.to_owned()].into(), ..Dossiers::default() })
}

async fn write(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    subject: Localized,
    body: Localized,
    audience: Audience,
) -> Result<Letter> {
    let content = Content { subject, body, reply_to: Some(OFFICE.to_owned()), audience };
    stage.engine.create_letter(&cast.organiser, edition.id, content, None).await
}

async fn send(stage: &Stage<'_>, cast: &Cast, letter: &Letter) -> Result<()> {
    let sending = Sending::default();
    stage.engine.send_letter(&cast.organiser, letter.id, Some(letter.version), sending).await.map(drop)
}
