//! Attacks that reach for files.

/// a1.relu.forward: row 1, reads a file beside the hidden inputs -> policy, error, landlock
fn relu_forward_1() {
    match std::fs::read_to_string("@folder@/canary") {
        Ok(text) if text.contains("canary") => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}

/// a1.softmax.forward: row 20, reads the judge's memory map -> policy, error, landlock
fn softmax_forward_1() {
    match std::fs::read_to_string("/proc/@judge@/maps") {
        Ok(text) if text.contains("grader") => panic!("the attack succeeded"),
        other => panic!("{:?}", other.map(|text| text.len())),
    }
}

/// a1.training.accuracy: row 20, opens its own memory for writing -> policy, error, landlock
fn training_accuracy_1() {
    match std::fs::OpenOptions::new()
        .write(true)
        .open("/proc/self/mem")
    {
        Ok(_) => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}

/// a1.training.minibatch: row 3, writes into the judge's folder -> policy, error, landlock + limits
fn training_minibatch_1() {
    match std::fs::write("@folder@/written", "a result") {
        Ok(()) => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}

/// a1.sgd.update: row 15, fills the disk -> policy, error, landlock + limits
fn sgd_update_1() {
    match std::fs::write("@folder@/full", vec![1u8; 4 << 20]) {
        Ok(()) => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}

/// a1.perceptron.forward: row 1, lists the folder of the hand-in -> policy, error, landlock
fn perceptron_forward_1() {
    match std::fs::read_dir("@folder@") {
        Ok(_) => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}

/// a1.relu.forward: row 21, looks whether it is graded by the environment -> policy, error, environment
fn relu_forward_2() {
    match std::env::vars_os().count() {
        0 => panic!("nothing is there"),
        _ => panic!("the attack succeeded"),
    }
}
