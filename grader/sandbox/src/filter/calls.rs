//! System calls by what they lead to.

use libc as c;

/// Sockets of every family, and other channels between processes.
pub(super) const CHANNELS: &[c::c_long] = &[
    c::SYS_socket,
    c::SYS_connect,
    c::SYS_bind,
    c::SYS_listen,
    c::SYS_accept,
    c::SYS_accept4,
    c::SYS_shmget,
    c::SYS_shmat,
    c::SYS_msgget,
    c::SYS_semget,
    c::SYS_mq_open,
];

/// The memory, descriptors and session of other processes.
pub(super) const OTHERS: &[c::c_long] = &[
    c::SYS_ptrace,
    c::SYS_process_vm_readv,
    c::SYS_process_vm_writev,
    c::SYS_process_madvise,
    c::SYS_kcmp,
    c::SYS_pidfd_open,
    c::SYS_pidfd_getfd,
    c::SYS_pidfd_send_signal,
    c::SYS_setsid,
    c::SYS_setpgid,
];

/// Administration of the kernel, and ways around a filter.
pub(super) const KERNEL: &[c::c_long] = &[
    c::SYS_io_uring_setup,
    c::SYS_io_uring_enter,
    c::SYS_io_uring_register,
    c::SYS_bpf,
    c::SYS_perf_event_open,
    c::SYS_userfaultfd,
    c::SYS_keyctl,
    c::SYS_add_key,
    c::SYS_request_key,
    c::SYS_mount,
    c::SYS_umount2,
    c::SYS_open_tree,
    c::SYS_move_mount,
    c::SYS_fsopen,
    c::SYS_fsconfig,
    c::SYS_fsmount,
    c::SYS_fspick,
    c::SYS_mount_setattr,
    c::SYS_pivot_root,
    c::SYS_chroot,
    c::SYS_unshare,
    c::SYS_setns,
    c::SYS_name_to_handle_at,
    c::SYS_open_by_handle_at,
    c::SYS_init_module,
    c::SYS_finit_module,
    c::SYS_delete_module,
    c::SYS_kexec_load,
    c::SYS_reboot,
    c::SYS_swapon,
    c::SYS_swapoff,
    c::SYS_syslog,
    c::SYS_acct,
    c::SYS_quotactl,
    c::SYS_settimeofday,
    c::SYS_clock_settime,
    c::SYS_adjtimex,
    c::SYS_clock_adjtime,
    c::SYS_sethostname,
    c::SYS_setdomainname,
    c::SYS_personality,
    c::SYS_memfd_secret,
];

/// What a worker may not do and a compiler must: metadata of files, which Landlock does not cover, pairs of sockets, by
/// which the standard library speaks to what it starts, its own limits, signals through queues, and memory
/// outside of the count of resident pages.
pub(super) const WORKER: &[c::c_long] = &[
    c::SYS_fchmod,
    c::SYS_fchmodat,
    FCHMODAT2,
    c::SYS_fchown,
    c::SYS_fchownat,
    c::SYS_utimensat,
    c::SYS_setxattr,
    c::SYS_lsetxattr,
    c::SYS_fsetxattr,
    c::SYS_removexattr,
    c::SYS_lremovexattr,
    c::SYS_fremovexattr,
    c::SYS_setrlimit,
    c::SYS_socketpair,
    c::SYS_sendmsg,
    c::SYS_sendmmsg,
    c::SYS_tkill,
    c::SYS_rt_sigqueueinfo,
    c::SYS_rt_tgsigqueueinfo,
    c::SYS_memfd_create,
];

/// The older names of the same acts, which newer architectures do not have.
#[cfg(target_arch = "x86_64")]
pub(super) const OLDER: &[c::c_long] = &[
    c::SYS_fork,
    c::SYS_vfork,
    c::SYS_chmod,
    c::SYS_chown,
    c::SYS_lchown,
    c::SYS_utime,
    c::SYS_utimes,
    c::SYS_futimesat,
];
#[cfg(not(target_arch = "x86_64"))]
pub(super) const OLDER: &[c::c_long] = &[];

/// The same number on every architecture; `libc` does not have its name on all.
const FCHMODAT2: c::c_long = 452;
