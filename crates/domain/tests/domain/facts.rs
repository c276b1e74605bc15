//! Facts and their payloads through the public face.

mod bodies;
mod exact;
mod refused;
mod roles;
mod values;

use kakou_domain::fact::{Body, Fact};
use proptest::prelude::*;

use self::bodies::any_body;
use self::values::{any_division, any_fact_id, any_moment, any_text};

/// Any fact that can be written.
fn any_fact() -> impl Strategy<Value = Fact> {
    fact_of(any_body())
}

fn fact_of(body: impl Strategy<Value = Body>) -> impl Strategy<Value = Fact> {
    let lists = (
        prop::collection::vec(any_division(), 0..4),
        prop::collection::vec(any_fact_id(), 0..4),
    );
    (
        any_fact_id(),
        lists,
        any_moment(),
        values::any_clock(),
        any_text(),
        body,
    )
        .prop_map(|(id, (scope, follows), at, clock, by, body)| Fact {
            id,
            scope,
            at,
            clock,
            follows,
            by,
            body,
        })
}
