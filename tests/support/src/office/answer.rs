//! What the server answers, from its store.

use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{ChainHash, Head, Limits, Receipt, SetAside, SoftwareKey, batch};
use kakou_store::{Device, FeedPage, Parcel, Store, StoreError};
use kakou_sync::protocol::{
    EnrolRequest, Enrolment, FeedRequest, JournalState, Problem, SuccessorRequest,
};

pub(super) fn enrol(store: &Store, request: &EnrolRequest) -> Result<Enrolment, Problem> {
    let message = EnrolRequest::message(&request.code, &request.public_key);
    let key = &request.public_key;
    key.verify(&message, &request.proof).unwrap();
    let (token, device) = store.enrol(&request.code, key, &request.name).map_err(no)?;
    Ok(Enrolment {
        author: device.author,
        token,
        headquarters: store.headquarters().map_err(no)?,
        divisions: device.divisions,
        name: device.name,
        epoch: store.epoch().map_err(no)?,
    })
}

pub(super) fn succeed(
    store: &Store,
    token: &str,
    before: AuthorId,
    request: &SuccessorRequest,
) -> Result<(), Problem> {
    let (device, key) = (device(store, token)?, &request.public_key);
    let again = device.author == key.author() && device.predecessors.contains(&before);
    if device.author != before && !again {
        return Err(Problem::new(403, "not-your-journal", "of another device"));
    }
    let message = SuccessorRequest::message(before, key);
    key.verify(&message, &request.proof).unwrap();
    store.admit_successor(before, key).map(drop).map_err(no)
}

pub(super) fn journal(
    store: &Store,
    token: &str,
    author: AuthorId,
) -> Result<JournalState, Problem> {
    may_touch(store, token, author)?;
    let row = store.journal(author).map_err(no)?.unwrap();
    Ok(JournalState {
        seq: row.seq,
        head: row.head,
        epoch: store.epoch().map_err(no)?,
        closed: row.closed,
        set_aside: set_aside(store, author)?,
    })
}

pub(super) fn push(
    store: &Store,
    token: &str,
    author: AuthorId,
    bytes: &[u8],
) -> Result<Receipt, Problem> {
    may_touch(store, token, author)?;
    let batch = batch::decode(bytes, &Limits::default())
        .map_err(|error| Problem::new(400, error.code(), error.to_string()))?;
    assert_eq!(batch.author(), author);
    store.receive_push(&batch).map_err(no)?;
    store.receipt(author).map_err(no)
}

/// Well-formed and signed, but not by this county's server.
pub(super) fn receipt_of_another_server(author: AuthorId) -> Receipt {
    let head = Head {
        author,
        seq: Seq(1),
        hash: ChainHash([7; 32]),
    };
    let (key, time) = (SoftwareKey::from_seed(&[7; 32]), String::new());
    Receipt::sign(&key, &head, String::new(), Seq(0), time, Vec::new()).unwrap()
}

pub(super) fn entries(
    store: &Store,
    token: &str,
    author: AuthorId,
    from: Seq,
) -> Result<Vec<u8>, Problem> {
    let device = device(store, token)?;
    let whole = owns(&device, author);
    let divisions = (!whole).then_some(device.divisions.as_slice());
    let part = store.journal_entries(author, from, divisions).map_err(no)?;
    let page = FeedPage {
        parts: part.into_iter().collect(),
        next: 0,
        more: false,
    };
    parcel(store, device, page)
}

pub(super) fn feed(store: &Store, token: &str, request: &FeedRequest) -> Result<Vec<u8>, Problem> {
    let device = device(store, token)?;
    let current = request.epoch == store.epoch().map_err(no)?
        && request.after <= store.feed_end().map_err(no)?;
    let after = if current { request.after } else { 0 };
    let page = store
        .feed(after, &device.divisions, Some(device.author))
        .map_err(no)?;
    parcel(store, device, page)
}

fn parcel(store: &Store, device: Device, page: FeedPage) -> Result<Vec<u8>, Problem> {
    let word = store.headquarters().map_err(no)?;
    let parcel = Parcel::of(page, word, store.epoch().map_err(no)?, device.divisions);
    Ok(parcel.encode().unwrap())
}

fn set_aside(store: &Store, author: AuthorId) -> Result<Vec<SetAside>, Problem> {
    let views = store.set_aside(author).map_err(no)?.into_iter();
    Ok(views
        .map(|one| SetAside {
            seq: one.seq,
            code: one.code,
        })
        .collect())
}

fn device(store: &Store, token: &str) -> Result<Device, Problem> {
    let device = store.device_of(token).map_err(no)?;
    let device = device.ok_or_else(|| Problem::new(401, "unauthorized", "nobody's token"))?;
    match device.retired {
        Some(_) => Err(no(StoreError::Retired(device.author))),
        None => Ok(device),
    }
}

fn owns(device: &Device, author: AuthorId) -> bool {
    device.author == author || device.predecessors.contains(&author)
}

fn may_touch(store: &Store, token: &str, author: AuthorId) -> Result<(), Problem> {
    let device = device(store, token)?;
    let journal = store.journal(author).map_err(no)?;
    let office = journal.is_some_and(|row| row.role == Role::Headquarters);
    if owns(&device, author) || office {
        Ok(())
    } else {
        Err(Problem::new(403, "not-your-journal", "of another device"))
    }
}

fn no(error: StoreError) -> Problem {
    let (code, detail) = (error.code(), error.to_string());
    match error {
        StoreError::Gap { have } => Problem::new(409, code, detail).at(have),
        StoreError::Forked { seq } => Problem::new(409, code, detail).at(seq),
        StoreError::Closed { .. } => Problem::new(409, code, detail),
        StoreError::UnknownAuthor(_) => Problem::new(401, "unauthorized", detail),
        StoreError::Retired(_) | StoreError::Code(_) => Problem::new(403, code, detail),
        StoreError::BadEntry(_) | StoreError::Journal(_) => Problem::new(422, code, detail),
        _ => Problem::new(500, code, detail),
    }
}
