package io.breakwater.quota.item;

/// The kinds of items in the ledgers' store. The key of each item begins with the prefix of its kind,
/// which no other kind has, so that a key alone tells its kind. The prefix of a stored kind never
/// changes.
public enum ItemKind {
    TENANT("T#"),
    TARGET("P#"),
    /// How long the answers of a model to a tenant were.
    LENGTHS("L#"),
    /// What a process admits by itself while the store is down; kept only in its memory.
    ALLOWANCE("A#");

    private final String prefix;

    ItemKind(String prefix) {
        this.prefix = prefix;
    }

    /// The key of the item with this name.
    public String key(String name) {
        return prefix + name;
    }

    /// Whether a key is of this kind.
    public boolean has(String key) {
        return key.startsWith(prefix);
    }

    /// The name in a key of this kind.
    public String name(String key) {
        return key.substring(prefix.length());
    }
}
