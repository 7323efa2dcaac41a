//! Attacks on the compiler.

/// a1.relu.forward: row 9, takes a file of the system into the program -> policy, not-built, landlock
fn relu_forward_8() {
    match include_str!("/etc/passwd").contains("root") {
        true => panic!("the attack succeeded"),
        false => panic!("another file"),
    }
}

/// a1.softmax.forward: row 9, takes the judge's canary into the program -> policy, not-built, landlock
fn softmax_forward_8() {
    match include_str!("@folder@/canary").contains("canary") {
        true => panic!("the attack succeeded"),
        false => panic!("another file"),
    }
}

/// a1.training.accuracy: row 2, takes the compiled solution into the program -> policy, not-built, landlock
fn training_accuracy_8() {
    match include_bytes!("@oracle@").len() {
        0..1000 => panic!("another file"),
        _ => panic!("the attack succeeded"),
    }
}

/// a1.training.minibatch: row 9, asks for the judge's home folder -> policy, not-built, environment
fn training_minibatch_8() {
    match env!("HOME").len() {
        0 => panic!("nothing is there"),
        _ => panic!("the attack succeeded"),
    }
}

/// a1.sgd.update: row 25, reads through a pointer -> policy, not-built
fn sgd_update_8() {
    let place = 1usize as *const u8;
    panic!("{}", unsafe { *place })
}

/// a1.perceptron.forward: row 7, is a file of its own -> policy, not-built
fn perceptron_forward_8() {
    #[path = "@folder@/canary"]
    mod other;
    panic!("the attack succeeded")
}
