//! A sync that is cut off at any step and begun again ends the same, and nothing is doubled.

use kakou_test_support::{Call, Fault, Folder, Office};

use crate::world::{again, forked, seal, settled, sync, two};

/// Lets `fault` come up at each call of a sync in turn; afterwards two quiet syncs settle all.
async fn at_every_step(world: &(Office, Folder, Folder), fault: Fault, visits: usize) {
    for n in 0.. {
        let (office, one, other) = again(world);
        office.fail_at(n, fault);
        let cut_off = sync(&one, &office).await;
        if office.calm() {
            assert!(n >= 2, "a sync asks at least twice");
            cut_off.unwrap();
            return;
        }
        let error = cut_off.unwrap_err();
        assert!(!error.code().is_empty());
        assert!(one.verify().unwrap().ok, "{fault:?} at {n}");
        for tablet in [&one, &other, &one] {
            sync(tablet, &office).await.unwrap();
        }
        settled(&office, &[&one, &other], visits);
    }
}

#[tokio::test]
async fn any_fault_at_any_step_of_a_plain_sync() {
    let world = two().await;
    let (office, one, other) = &world;
    seal(other, 1);
    sync(other, office).await.unwrap();
    for minute in 2..5 {
        seal(one, minute);
    }
    for fault in Fault::OF_THE_WAY {
        at_every_step(&world, fault, 4).await;
    }
}

#[tokio::test]
async fn any_lost_message_while_a_restored_server_is_given_back_what_it_lost() {
    let world = two().await;
    let backup = world.0.back_up("early");
    let (office, one, other) = &world;
    for minute in 1..4 {
        seal(one, minute);
    }
    seal(other, 5);
    for tablet in [one, other, one] {
        sync(tablet, office).await.unwrap();
    }
    world.0.restore(&backup);
    for fault in [Fault::DropRequest, Fault::DropAnswer] {
        at_every_step(&world, fault, 4).await;
    }
}

#[tokio::test]
async fn any_lost_message_while_a_successor_takes_over() {
    let (office, _, older, other) = forked().await;
    sync(&other, &office).await.unwrap();
    let world = (office, older, other);
    for fault in [Fault::DropRequest, Fault::DropAnswer] {
        for n in 0.. {
            let (office, tablet, other) = again(&world);
            office.fail_at(n, fault);
            let cut_off = sync(&tablet, &office).await;
            if office.calm() {
                cut_off.unwrap();
                break;
            }
            for tablet in [&tablet, &other, &tablet] {
                sync(tablet, &office).await.unwrap();
            }
            settled(&office, &[&other], 2);
            let authors = office.store().journals().unwrap().len();
            assert_eq!(authors, 4, "{fault:?} at {n}: one successor alone");
            assert_eq!(office.store().devices().unwrap().len(), 2);
        }
    }
}

#[tokio::test]
async fn a_gap_is_filled_from_where_the_server_says() {
    let (office, one, other) = two().await;
    let backup = office.back_up("early");
    for minute in 1..4 {
        seal(&one, minute);
    }
    sync(&one, &office).await.unwrap();
    let backup_of_one = office.back_up("later");
    seal(&one, 4);
    sync(&one, &office).await.unwrap();
    office.restore(&backup_of_one);
    office.asked();
    let summary = sync(&one, &office).await.unwrap();
    assert_eq!(summary.pushed, 1);
    office.restore(&backup);
    assert_eq!(sync(&one, &office).await.unwrap().pushed, 4);
    sync(&other, &office).await.unwrap();
    settled(&office, &[&one, &other], 4);
}

#[tokio::test]
async fn a_receipt_of_another_server_changes_nothing() {
    let (office, one, _) = two().await;
    seal(&one, 1);
    office.fail(Call::Push, Fault::Garbage);
    let refused = sync(&one, &office).await.unwrap_err();
    assert_eq!(refused.code(), "other-server");
    let status = one.status().unwrap();
    assert_eq!((status.acknowledged.0, status.pending), (0, 1));
}
