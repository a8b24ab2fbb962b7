//! The API of judging: entries, panels, rounds, assignments, scorecards, standings, decisions, hearings.

mod assignments;
mod batch;
mod comments;
mod comparisons;
mod confirmation;
mod decisions;
mod declaration;
mod entries;
mod found;
mod hearings;
mod methods;
mod mine;
mod motions;
mod panels;
mod plan;
mod profile;
mod progress;
mod rounds;
mod second_wave;
mod standings;

use crate::routes::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = entries::routes(routes);
    let routes = panels::routes(routes);
    let routes = rounds::routes(routes);
    let routes = assignments::routes(routes);
    let routes = plan::routes(routes);
    let routes = second_wave::routes(routes);
    let routes = progress::routes(routes);
    let routes = found::routes(routes);
    let routes = mine::routes(routes);
    let routes = profile::routes(routes);
    let routes = declaration::routes(routes);
    let routes = batch::routes(routes);
    let routes = comparisons::routes(routes);
    let routes = standings::routes(routes);
    let routes = methods::routes(routes);
    let routes = motions::routes(routes);
    let routes = confirmation::routes(routes);
    let routes = decisions::routes(routes);
    let routes = comments::routes(routes);
    hearings::routes(routes)
}
