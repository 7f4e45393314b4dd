import path from 'node:path';
import { FolderStorage } from '../adapters/storage/folder.ts';
import { S3Storage } from '../adapters/storage/s3/s3.ts';
import type { StoragePort } from '../ports/storage.ts';
import type { PlatformConfig } from './settings/index.ts';

/** The bucket of the settings, or without one a folder of the data directory. */
export function openStorage({ storage, dataDir }: Pick<PlatformConfig, 'storage' | 'dataDir'>): StoragePort {
  return storage === null ? new FolderStorage(path.join(dataDir, 'files')) : new S3Storage(storage);
}
