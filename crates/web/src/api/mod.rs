//! The JSON API: one file a subject, each operation documented where it is written.

pub(crate) mod judge;
pub(crate) mod probe;

use crate::routes::Routes;

/// Registers the operations of all subjects.
pub(crate) fn register(routes: Routes) -> Routes {
    let routes = judge::routes(routes);
    probe::routes(routes)
}
