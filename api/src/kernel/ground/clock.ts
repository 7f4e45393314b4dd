/** Where "now" comes from, so that tests can hold it still. */
export type Clock = () => Date;
