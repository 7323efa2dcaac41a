//! The finite set of palindromes: without doubles, divided in two, of any length.

use assignment2::palindromes::{Encoding, Palindromes};
use assignment2::staff::distinct::{Distinct, Division, there_are};
use common::by_hand::{Device, Streams};
use common::learner::{DataLoader, Part};
use std::collections::HashSet;

fn palindromes(length: usize, seed: u64) -> Palindromes {
    Palindromes {
        input_length: length - 1,
        encoding: Encoding::Scalar,
        batch_size: 128,
        streams: Streams::new(seed),
        device: Device::flex(),
    }
}

fn set(length: usize, size: usize) -> Distinct {
    let division = Division { size, trained: 0.8 };
    Distinct::new(palindromes(length, 42), division).unwrap()
}

#[test]
fn no_two_palindromes_are_alike_and_the_test_has_others_than_the_training() {
    for (length, size, [trained, tested]) in [
        (2, 10, [8, 2]),
        (5, 1000, [800, 200]), // all that there are
        (5, 600, [480, 120]),  // more than half of them
        (5, 30, [24, 6]),
        (20, 5000, [4000, 1000]),
        (39, 500, [400, 100]), // 10^20 of them, which no 64 bits count
        (301, 50, [40, 10]),
    ] {
        let set = set(length, size);
        let (of_training, of_test) = (set.trained(), set.tested());
        assert_eq!([of_training.len(), of_test.len()], [trained, tested]);
        let all: HashSet<_> = of_training.iter().chain(&of_test).collect();
        assert_eq!(all.len(), trained + tested, "T = {length}");
        for palindrome in all {
            assert_eq!(palindrome.len(), length);
            let reversed = palindrome.iter().rev();
            assert!(palindrome.iter().eq(reversed), "{palindrome:?}");
            assert!(palindrome.iter().all(|digit| *digit < 10));
        }
    }
}

#[test]
fn of_a_length_that_has_fewer_all_are_used() {
    assert_eq!(there_are(5), Some(1000));
    assert_eq!(there_are(38), Some(10_usize.pow(19)));
    assert_eq!(there_are(39), None);
    let set = set(4, 100_000);
    let mut all = [set.trained(), set.tested()].concat();
    all.sort();
    let every = (0..100).map(|half| vec![half / 10, half % 10, half % 10, half / 10]);
    assert_eq!(all, every.collect::<Vec<_>>());
}

#[test]
fn every_digit_is_as_frequent_as_another() {
    for set in [set(9, 4000), set(5, 900)] {
        let all = [set.trained(), set.tested()].concat();
        for place in 0..all[0].len().div_ceil(2) {
            let mut counts = [0; 10];
            all.iter()
                .for_each(|palindrome| counts[palindrome[place]] += 1);
            // Pearson's statistic; with 9 degrees of freedom it is below 27.9 in 999 of 1000 cases, and smaller
            // where few are left out.
            let expected = all.len() as f64 / 10.0;
            let squares = counts.map(|count| (f64::from(count) - expected).powi(2));
            let statistic = squares.iter().sum::<f64>() / expected;
            assert!(statistic < 27.9, "place {place}: {counts:?}");
        }
    }
}

#[test]
fn an_epoch_goes_once_through_the_training_part_and_a_seed_decides() {
    let mut set = set(5, 1000);
    assert_eq!(set.steps_per_epoch(), 7);
    let values = |set: &mut Distinct, step: usize| -> Vec<Vec<u8>> {
        let batch = set.batch(step).inputs.into_data();
        let values: Vec<f64> = batch.iter().collect();
        values
            .chunks(4)
            .map(|seen| seen.iter().map(|digit| *digit as u8).collect())
            .collect()
    };
    let epoch: Vec<_> = (0..7).flat_map(|step| values(&mut set, step)).collect();
    let different: HashSet<_> = epoch.iter().collect();
    assert_eq!((epoch.len(), different.len()), (800, 800));
    let tested = set.tested();
    let seen = |palindrome: &Vec<usize>| {
        palindrome[..4]
            .iter()
            .map(|digit| *digit as u8)
            .collect::<Vec<_>>()
    };
    assert!(
        tested
            .iter()
            .all(|palindrome| !different.contains(&seen(palindrome)))
    );
    // Step 9 by itself, without those before it.
    let again = values(&mut set.clone(), 9);
    assert_eq!(values(&mut set, 9), again);
    let other = Distinct::new(
        palindromes(5, 43),
        Division {
            size: 1000,
            trained: 0.8,
        },
    );
    assert_ne!(other.unwrap().tested(), tested);
}

#[test]
fn as_many_of_the_training_are_measured_as_are_tested() {
    let parts = |set: &Distinct| {
        let count = |part| set.part(part).map(|(count, _)| count).sum::<usize>();
        set.parts()
            .into_iter()
            .map(|part| (part, count(part)))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        parts(&set(5, 1000)),
        [(Part::TrainSample, 200), (Part::Test, 200)]
    );
    let half = Division {
        size: 100,
        trained: 0.3,
    };
    let half = Distinct::new(palindromes(5, 42), half).unwrap();
    assert_eq!(parts(&half), [(Part::Train, 30), (Part::Test, 70)]);
}

#[test]
fn a_part_without_palindromes_is_refused() {
    for (trained, told) in [(0.001, "none to train on"), (0.999, "none to test on")] {
        let division = Division { size: 100, trained };
        let error = Distinct::new(palindromes(5, 42), division).unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(error.exit_code(), 2);
    }
    let huge = Division {
        size: usize::MAX / 2,
        trained: 0.5,
    };
    let error = Distinct::new(palindromes(200, 42), huge).unwrap_err();
    assert!(error.to_string().contains("--data-size"), "{error}");
}
