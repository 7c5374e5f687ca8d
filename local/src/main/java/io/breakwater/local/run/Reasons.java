package io.breakwater.local.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be read or written, in words: the exceptions of files often say its name alone.
final class Reasons {

    static String of(IOException trouble) {
        return switch (trouble) {
            case AccessDeniedException denied -> "you may not read or write " + denied.getFile();
            case FileAlreadyExistsException other -> other.getFile() + " exists already, and is not a folder";
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case FileSystemException other
            when other.getReason() != null -> other.getReason() + " (" + other.getFile() + ")";
            default -> String.valueOf(trouble.getMessage());
        };
    }

    private Reasons() {}
}
