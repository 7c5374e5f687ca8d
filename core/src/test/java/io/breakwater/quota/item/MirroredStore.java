package io.breakwater.quota.item;

import static org.assertj.core.api.Assertions.assertThat;

/// A store whose every answer must equal that of another store.
public record MirroredStore(LedgerStore store, LedgerStore mirror) implements LedgerStore {

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = store.write(key, write);
        assertThat(result).as("%s %s", key, write).isEqualTo(mirror.write(key, write));
        return result;
    }

    @Override
    public LedgerItem read(String key) {
        return mirror.read(key);
    }
}
