//! The JSON API: one file a subject, each operation documented where it is written.

pub(crate) mod cases;
pub(crate) mod collections;
pub(crate) mod editions;
pub(crate) mod entities;
pub(crate) mod figures;
pub(crate) mod imports;
pub(crate) mod judge;
pub(crate) mod letters;
pub(crate) mod outbox;
pub(crate) mod people;
pub(crate) mod probe;
pub(crate) mod programmes;
pub(crate) mod rehearsals;
pub(crate) mod schema;
pub(crate) mod sessions;
pub(crate) mod submissions;

use crate::routes::Routes;

/// Registers the operations of all subjects.
pub(crate) fn register(routes: Routes) -> Routes {
    let routes = sessions::routes(routes);
    let routes = people::routes(routes);
    let routes = outbox::routes(routes);
    let routes = letters::routes(routes);
    let routes = cases::routes(routes);
    let routes = collections::routes(routes);
    let routes = figures::routes(routes);
    let routes = imports::routes(routes);
    let routes = judge::routes(routes);
    let routes = programmes::routes(routes);
    let routes = editions::routes(routes);
    let routes = rehearsals::routes(routes);
    let routes = entities::routes(routes);
    let routes = submissions::routes(routes);
    probe::routes(routes)
}
