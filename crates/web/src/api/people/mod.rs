//! People over the API: accounts, tokens, roles, links to hand over.

mod accounts;
mod links;
mod rights;
mod role;
mod tokens;

use crate::routes::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = accounts::routes(routes);
    let routes = tokens::routes(routes);
    let routes = rights::routes(routes);
    links::routes(routes)
}
