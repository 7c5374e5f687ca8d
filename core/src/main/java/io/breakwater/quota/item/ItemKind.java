package io.breakwater.quota.item;

/// What the ledgers' store keeps: the key of each item begins with the prefix of its kind, which no other
/// kind has, so that whoever sees a key knows what it is of. What is stored keeps its prefix for ever.
public enum ItemKind {
    TENANT("T#"),
    TARGET("P#"),
    /// How long the answers of a tenant and model were.
    LENGTHS("L#"),
    /// What a process admits by itself while the store is down; in its memory alone.
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
