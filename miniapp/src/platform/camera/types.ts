export type PhotoSource = 'camera' | 'album' | 'either';

/** A picture copied into the app's own storage; goes into `enqueue({ photos })`. */
export interface Photo {
  /** Announced in the record's body; the picture is uploaded under it. */
  mediaId: string;
  /** What an `Image` can show. */
  url: string;
  /** Hex SHA-256 of the bytes as they will be sent. */
  sha256: string;
  bytes: number;
  /** The phone's own clock when it was taken or chosen. */
  capturedAt: string;
}

export interface PhotoRefusal {
  reason: 'cancelled' | 'denied' | 'too_large' | 'unreadable' | 'no_room';
  /** Chinese, safe to show; empty when the person cancelled. */
  message: string;
}
