import { startPage } from '../shared/start.js';
import { Panel } from './Panel.js';
import './panel.css';

startPage((host, api) => <Panel host={host} api={api} />, { height: 480 });
