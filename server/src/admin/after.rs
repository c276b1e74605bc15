//! What follows a visit: findings, dispositions, tallies, coverage, the bulletin; as the tablet's
//! command line does.

use kakou_cli::after::{AfterError, AfterVerb};
use kakou_cli::visits::Form as Listing;

use super::desk::{Desk, Form};
use crate::error::ServerError;

pub(super) fn run(desk: &Desk, verb: &AfterVerb) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    let form = match desk.form {
        Form::Text => Listing::Text,
        Form::Json => Listing::Json,
    };
    let done = verb.run(&store, form, &mut std::io::stdout().lock());
    done.map_err(|error| match error {
        AfterError::Store(error) => error.into(),
        AfterError::File(error) => ServerError::BadValue(error.to_string()),
        AfterError::Report(error) => error.into(),
        AfterError::Value(problem) => ServerError::BadValue(problem),
        AfterError::Output(error) => ServerError::Output(error),
    })
}
