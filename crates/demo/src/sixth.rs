//! The sixth edition, which is running: its judges are at work, some are done, some are late.

use crate::award::{Design, both, go, labels, set_up};
use crate::call::{self, Finding};
use crate::cast::Cast;
use crate::judging::{self, Merits};
use crate::plan::{Planner, Wanted};
use crate::record::RUNNING;
use crate::{Stage, letters, profiles, recorded, rounds, unplayable};
use kapok_engine::Result;

/// What each judge of the committee has done so far, in per cent.
const DONE: [usize; 11] = [38, 100, 100, 82, 61, 100, 93, 12, 0, 100, 74];
/// Dossiers that were received and refused.
const REFUSED: usize = 17;

/// Plays it up to the present.
pub(crate) async fn edition(stage: &Stage<'_>, cast: &Cast, planner: &mut Planner) -> Result<()> {
    let (entries, entities, countries) = RUNNING;
    let year = stage.time.year(0);
    let wanted = Wanted { year, entries, entities, countries };
    let mut all = planner.plan(&wanted, &[("Copenhagen", "school-streets")]).map_err(unplayable)?;
    let valid = all.len();
    all.extend(planner.more(year, REFUSED, &all.clone()).map_err(unplayable)?);
    let merits: Merits = all.iter().map(|i| (i.title.clone(), i.merit)).collect();
    let design = Design {
        programme: cast.programme,
        slug: year.to_string(),
        name: recorded::name(6, year),
        year,
        opens: -170,
        early: Some(-80),
        closes: -50,
        labels: labels(),
        rounds: vec![
            (both("Technical committee", "技术委员会"), &cast.committee, rounds::committee(stage, -3)),
            (both("Jury", "评审团"), &cast.jury, rounds::jury()),
        ],
        screening: true,
    };
    let edition = set_up(stage, cast, design).await?;
    let sealed = call::entries(stage, cast, &edition, &all, "sealing the 6th edition's dossiers").await?;
    call::close(stage, cast, &edition).await?;
    let finding = |at: usize| match at {
        _ if at >= valid => Finding::Refused(at),
        _ if at % 25 == 11 => Finding::Corrected,
        _ => Finding::Eligible,
    };
    call::screen(stage, cast, &edition, &sealed, finding).await?;
    stage.time.at(stage.engine, -33);
    go(stage, cast, edition.id, "judging").await?;
    profiles::tell(stage, &edition, &cast.committee).await?;
    judging::assign(stage, cast, &edition, 0, &cast.committee, 3).await?;
    let shares: Vec<_> = cast.committee.iter().copied().zip(DONE).collect();
    judging::score(stage, &edition, 0, &shares, &merits, "the 6th edition's scorecards so far").await?;
    if let Some(judge) = cast.committee.first() {
        judging::draft(stage, &edition, judge, &merits, 2).await?;
    }
    letters::remind(stage, cast, &edition).await
}
