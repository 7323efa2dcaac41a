//! Attacks on the compiler's time. Each costs minutes.

/// a1.relu.forward: row 10, a macro that calls itself without end -> policy, not-built
fn relu_forward_9() {
    macro_rules! again {
        ($($more:tt)*) => { again!($($more)* +) };
    }
    again!();
    input
}

/// a1.softmax.forward: row 10, a macro that becomes a billion numbers -> policy, not-built
fn softmax_forward_9() {
    macro_rules! ten {
        ($next:ident $($rest:ident)*) => { [ten!($($rest)*), ten!($($rest)*), ten!($($rest)*), ten!($($rest)*), ten!($($rest)*), ten!($($rest)*), ten!($($rest)*), ten!($($rest)*)] };
        () => { 1u8 };
    }
    let numbers = ten!(a a a a a a a a a a);
    panic!("{}", numbers.len())
}

/// a1.training.accuracy: row 10, a constant that is computed without end -> not-built, not-built
fn training_accuracy_9() {
    const ENDLESS: u64 = {
        let mut count = 0u64;
        loop {
            count = count.wrapping_add(1);
            if count == u64::MAX {
                break count;
            }
        }
    };
    ENDLESS as f64
}

/// a1.perceptron.forward: row 10, a constant that takes a minute -> not-built, not-built, limits
fn perceptron_forward_9() {
    #[allow(long_running_const_eval)]
    const LONG: u64 = {
        let mut count = 0u64;
        while count < 80_000_000 {
            count += 1;
        }
        count
    };
    match LONG {
        0 => panic!("nothing was computed"),
        _ => panic!("the attack succeeded"),
    }
}
