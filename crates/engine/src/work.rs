//! What works in the background while an installation is served.

use crate::Engine;
use std::sync::Arc;

impl Engine {
    /// Starts the background work, each kind in a task of its own that ends with the runtime.
    pub fn start_work(self: &Arc<Self>) {
        tracing::info!(data = %self.config.data.display(), "background work begins");
        let engine = self.clone();
        tokio::spawn(async move { engine.work(std::future::pending()).await });
        self.start_following();
        self.start_importing();
    }
}
