#include "base/checkpoint.h"

#include "base/arena.h"
#include "base/checksum.h"
#include "base/file.h"
#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In the byte order of the machine: the program's checksum binds it to that too. */
typedef struct {
    char magic[24];
    uint64_t program, key, block_bytes, n_blocks;
    uint64_t checksum; /* of all that stands before it */
} Header;
static const char magic[24] = "livsbana checkpoint 1\n";
enum { MAX_SLOTS = INT_MAX / 2 }; /* as many again can be written */

typedef struct {
    uint64_t block;
    uint64_t checksum; /* of key, block and bytes */
    uint64_t own;      /* of the two before it */
} SlotHead;

/* ---- places and checksums ---- */

static size_t slot_bytes(const Checkpoint *checkpoint)
{
    return sizeof(SlotHead) + checkpoint->block_bytes;
}

static off_t slot_place(const Checkpoint *checkpoint, int slot)
{
    return (off_t)(sizeof(Header) + (size_t)slot * slot_bytes(checkpoint));
}

static uint64_t header_checksum(const Header *header)
{
    return checksum_add(CHECKSUM_BEGIN, header, offsetof(Header, checksum));
}

static SlotHead head_of(const Checkpoint *checkpoint, int block, const void *result)
{
    SlotHead head = {.block = (uint64_t)block, .checksum = CHECKSUM_BEGIN};
    head.checksum = checksum_add_number(head.checksum, checkpoint->key);
    head.checksum = checksum_add_number(head.checksum, head.block);
    head.checksum = checksum_add(head.checksum, result, checkpoint->block_bytes);
    head.own = checksum_add(CHECKSUM_BEGIN, &head, offsetof(SlotHead, own));
    return head;
}

/* ---- bytes in and out ---- */

static bool read_at(int descriptor, off_t place, void *bytes, size_t n)
{
    char *to = bytes;
    while (n > 0) {
        ssize_t done = pread(descriptor, to, n, place);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        to += done;
        place += done;
        n -= (size_t)done;
    }
    return true;
}

/* 0, or the errno. */
static int write_at(int descriptor, off_t place, const void *bytes, size_t n)
{
    const char *from = bytes;
    while (n > 0) {
        ssize_t done = pwrite(descriptor, from, n, place);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return errno;
        if (done == 0) return ENOSPC;
        from += done;
        place += done;
        n -= (size_t)done;
    }
    return 0;
}

/* ---- begin ---- */

Status checkpoint_init(char *path, bool resume, Checkpoint *checkpoint)
{
    *checkpoint = (Checkpoint){.path = path, .resume = resume, .descriptor = -1};
    return path ? STATUS_OK : STATUS_MEMORY;
}

/* Two runs must not write one file; the lock goes with the process, however it ends. */
static Status lock(const Checkpoint *checkpoint, Problems *problems)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(checkpoint->descriptor, F_SETLK, &whole) == 0) return STATUS_OK;
    if (errno != EACCES && errno != EAGAIN) return STATUS_OK; /* a disk without locks */
    return problems_fail(problems, STATUS_FILE,
                         "%s: expected a checkpoint that nobody uses, got one that another run is "
                         "writing: wait for it, or choose another folder with -o",
                         checkpoint->path);
}

static Status refuse(const Checkpoint *checkpoint, Problems *problems, const char *why)
{
    return problems_fail(
        problems, STATUS_FILE,
        "%s: expected the checkpoint of this run, got %s: remove the file to begin "
        "anew, or choose another folder with -o",
        checkpoint->path, why);
}

static bool is_whole(const Header *header)
{
    return memcmp(header->magic, magic, sizeof magic) == 0 &&
           header->checksum == header_checksum(header);
}

static Status check_header(const Checkpoint *checkpoint, const Header *ours, const Header *found,
                           Problems *problems)
{
    if (!is_whole(found))
        return refuse(checkpoint, problems, "a file that is damaged or something else");
    if (found->program != ours->program)
        return refuse(
            checkpoint, problems,
            "one that another build of livsbana, or other versions of its libraries, wrote");
    if (found->key != ours->key || found->block_bytes != ours->block_bytes ||
        found->n_blocks != ours->n_blocks)
        return refuse(checkpoint, problems,
                      "that of a run with other files, another seed or other settings");
    return STATUS_OK;
}

/* Which blocks stand there, by the heads of whole slots; of two, the later. */
static void find_slots(Checkpoint *checkpoint, int n)
{
    for (int i = 0; i < n; i++) {
        SlotHead head;
        if (!read_at(checkpoint->descriptor, slot_place(checkpoint, i), &head, sizeof head) ||
            head.own != checksum_add(CHECKSUM_BEGIN, &head, offsetof(SlotHead, own)) ||
            head.block >= (uint64_t)checkpoint->n_blocks)
            continue;
        checkpoint->n_found += checkpoint->slot[head.block] < 0;
        checkpoint->slot[head.block] = i;
    }
    atomic_store(&checkpoint->n_slots, n);
}

static Status write_header(const Checkpoint *checkpoint, const Header *ours, Problems *problems)
{
    int error = write_at(checkpoint->descriptor, 0, ours, sizeof *ours);
    if (error == 0 && ftruncate(checkpoint->descriptor, sizeof *ours) != 0) error = errno;
    return error == 0 ? STATUS_OK : file_fail_write(problems, checkpoint->path, error);
}

/* Is it one of ours without a whole slot, of whatever job? */
static bool holds_no_block(const Header *found, size_t size)
{
    return is_whole(found) && size - sizeof *found < sizeof(SlotHead) + found->block_bytes;
}

/* The header is written, or the one that stands there looked at. A file too short for a header or for a
 * block is that of a run killed at its beginning. */
static Status settle(Checkpoint *checkpoint, const Header *ours, Problems *problems)
{
    Status status = STATUS_OK;
    struct stat about;
    Header found;
    if (fstat(checkpoint->descriptor, &about) != 0 || !S_ISREG(about.st_mode))
        return refuse(checkpoint, problems, "something that is no file");
    size_t size = (size_t)about.st_size;
    if (size < sizeof found) return write_header(checkpoint, ours, problems);
    if (!read_at(checkpoint->descriptor, 0, &found, sizeof found))
        return refuse(checkpoint, problems, "a file that cannot be read");
    if (holds_no_block(&found, size)) return write_header(checkpoint, ours, problems);
    if (!checkpoint->resume)
        return problems_fail(problems, STATUS_FILE,
                             "%s: holds blocks of an earlier run that was not finished: go on "
                             "with it by --resume, or remove the file to begin anew",
                             checkpoint->path);
    TRY(check_header(checkpoint, ours, &found, problems));
    size_t n = (size - sizeof found) / slot_bytes(checkpoint);
    if (n > MAX_SLOTS) TRY(refuse(checkpoint, problems, "a file that is damaged: far too long"));
    find_slots(checkpoint, (int)n);
out:
    return status;
}

/* Does the path lead to the file that is open? Whoever ends with a checkpoint removes it. */
static bool is_at_its_path(const Checkpoint *checkpoint)
{
    struct stat open, there;
    return fstat(checkpoint->descriptor, &open) == 0 && lstat(checkpoint->path, &there) == 0 &&
           open.st_ino == there.st_ino && open.st_dev == there.st_dev;
}

static void close_file(Checkpoint *checkpoint)
{
    close(checkpoint->descriptor);
    checkpoint->descriptor = -1;
}

/* Opens or makes the file and locks it. One that another run removed before it was locked is nobody's. */
static Status open_file(Checkpoint *checkpoint, Problems *problems)
{
    Status status = STATUS_OK;
    const int MANY = 100; /* another run may remove or replace it in between, but not so often */
    for (int i = 0; i < MANY; i++) {
        checkpoint->descriptor = open(checkpoint->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                                      0666);
        if (checkpoint->descriptor < 0) return file_fail_write(problems, checkpoint->path, errno);
        TRY(lock(checkpoint, problems));
        if (is_at_its_path(checkpoint)) return STATUS_OK;
        close_file(checkpoint);
    }
    return file_fail_write(problems, checkpoint->path, EBUSY);
out:
    close_file(checkpoint);
    return status;
}

Status checkpoint_begin(Checkpoint *checkpoint, uint64_t key, size_t block_bytes, int n_blocks,
                        Problems *problems)
{
    Status status = STATUS_OK;
    Header header = {.program = program_checksum(),
                     .key = key,
                     .block_bytes = block_bytes,
                     .n_blocks = (uint64_t)n_blocks};
    memcpy(header.magic, magic, sizeof magic);
    header.checksum = header_checksum(&header);
    checkpoint->key = key;
    checkpoint->block_bytes = block_bytes;
    checkpoint->n_blocks = n_blocks;
    checkpoint->slot = malloc((size_t)n_blocks * sizeof *checkpoint->slot);
    if (checkpoint->slot == NULL) return STATUS_MEMORY;
    for (int b = 0; b < n_blocks; b++) checkpoint->slot[b] = -1;
    TRY(open_file(checkpoint, problems));
    status = settle(checkpoint, &header, problems);
    if (status != STATUS_OK) close_file(checkpoint); /* it is not ours */
out:
    return status;
}

/* ---- blocks ---- */

bool checkpoint_read(const Checkpoint *checkpoint, int block, void *result)
{
    SlotHead head, expected;
    int slot = checkpoint->slot[block];
    if (slot < 0) return false;
    off_t place = slot_place(checkpoint, slot);
    if (!read_at(checkpoint->descriptor, place, &head, sizeof head) ||
        !read_at(checkpoint->descriptor, place + (off_t)sizeof head, result,
                 checkpoint->block_bytes))
        return false;
    expected = head_of(checkpoint, block, result);
    return memcmp(&head, &expected, sizeof head) == 0;
}

/* The head comes last: until it stands, the slot holds no block. */
void checkpoint_keep(Checkpoint *checkpoint, int block, const void *result)
{
    if (atomic_load(&checkpoint->error) != 0) return;
    SlotHead head = head_of(checkpoint, block, result);
    off_t place = slot_place(checkpoint, atomic_fetch_add(&checkpoint->n_slots, 1));
    int error = write_at(checkpoint->descriptor, place + (off_t)sizeof head, result,
                         checkpoint->block_bytes);
    if (error == 0) error = write_at(checkpoint->descriptor, place, &head, sizeof head);
    if (error == 0)
        atomic_fetch_add(&checkpoint->n_kept, 1);
    else
        atomic_store(&checkpoint->error, error);
}

/* ---- end ---- */

void checkpoint_remove(Checkpoint *checkpoint)
{
    if (checkpoint->path == NULL || checkpoint->descriptor < 0) return; /* none was begun */
    if (is_at_its_path(checkpoint)) (void)unlink(checkpoint->path);     /* under our lock */
    close_file(checkpoint);
}

void checkpoint_forget(char *path, uint64_t key)
{
    Problems untold = {0};
    Header found;
    Checkpoint left = {.path = path, .descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)};
    if (left.descriptor < 0) return;
    if (lock(&left, &untold) == STATUS_OK && read_at(left.descriptor, 0, &found, sizeof found) &&
        is_whole(&found) && found.key == key && found.program == program_checksum())
        checkpoint_remove(&left);
    else
        close_file(&left);
    problems_free(&untold);
}

void checkpoint_free(Checkpoint *checkpoint)
{
    if (checkpoint->path == NULL) return;
    if (checkpoint->n_found == 0 && atomic_load(&checkpoint->n_kept) == 0)
        checkpoint_remove(checkpoint);
    if (checkpoint->descriptor >= 0) close(checkpoint->descriptor);
    free(checkpoint->path);
    free(checkpoint->slot);
    *checkpoint = (Checkpoint){.descriptor = -1};
}
