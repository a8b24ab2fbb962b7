//! The page that says why there is no other.

use crate::problem::Problem;
use crate::view::View;
use askama::Template;

/// Why a request was not answered as asked.
#[derive(Template)]
#[template(path = "problem.html")]
pub(crate) struct ProblemPage {
    pub(crate) view: View,
    pub(crate) problem: Problem,
}
