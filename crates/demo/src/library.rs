//! The editor turns the decided entries into cases.

use crate::Stage;
use crate::award::Edition;
use crate::cast::Cast;
use kapok_engine::Result;

/// Publishes every entry that may become a case.
pub(crate) async fn publish(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    stage.engine.publish_cases(&cast.editor, edition.id, None).await.map(drop)
}
